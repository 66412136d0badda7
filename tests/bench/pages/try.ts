import { mount } from 'svelte'
import '../../../src/app.css'
import Try from './Try.svelte'

const target = document.getElementById('stage')
if (target) mount(Try, { target })
