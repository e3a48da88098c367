export default {
  title: '运行',
}
