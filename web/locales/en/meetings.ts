export default {
  title: 'Meetings',
}
