export default {
  updated: 'The system has been updated. Save your work, then reload.',
  reload: 'Reload',
}
