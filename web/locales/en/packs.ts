export default {
  title: 'Pack',
}
