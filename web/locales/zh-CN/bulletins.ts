export default {
  title: '通报',
}
