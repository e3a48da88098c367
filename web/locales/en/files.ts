export default {
  add: 'Add papers',
  hint: 'Photos, PDF, OFD or office documents, up to 50 MB each',
  stop: 'Stop',
  stopped: 'Stopped',
  retry: 'Try again',
  drop: 'Remove',
  remove: 'Remove {name}',
  erased: 'Erased on request',
  unseen: 'You may not see this paper',
}
