export default {
  title: 'Cases',
}
