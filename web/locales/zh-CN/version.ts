export default {
  updated: '系统已更新，请保存后刷新。',
  reload: '刷新',
}
