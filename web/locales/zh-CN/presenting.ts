export default {
  title: '会议演示',
}
