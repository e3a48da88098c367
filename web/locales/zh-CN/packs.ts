export default {
  title: '资料包',
}
