export default {
  title: 'Closing',
}
