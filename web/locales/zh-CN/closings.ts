export default {
  title: '截数',
}
