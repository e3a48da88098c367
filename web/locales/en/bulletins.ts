export default {
  title: 'Bulletins',
}
