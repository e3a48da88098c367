import { onBeforeUnmount, onMounted } from 'vue'

/** Light tokens for the whole document while this page stands. */
export const useLightPage = () => {
  const { classList } = document.documentElement
  onMounted(() => classList.add('light'))
  onBeforeUnmount(() => classList.remove('light'))
}
