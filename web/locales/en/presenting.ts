export default {
  title: 'Presentation',
}
