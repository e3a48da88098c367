export default {
  title: 'Operations',
}
