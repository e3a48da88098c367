export default {
  add: '添加材料',
  hint: '照片、PDF、OFD 或 Office 文件，每份不超过 50 MB',
  stop: '停止',
  stopped: '已停止',
  retry: '重试',
  drop: '移除',
  remove: '移除 {name}',
  erased: '已按要求删除',
  unseen: '您无权查看这份材料',
}
