export default {
  title: '推进会',
}
