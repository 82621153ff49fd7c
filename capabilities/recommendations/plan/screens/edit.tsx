export { EditAction as default } from './edit-action.tsx'
