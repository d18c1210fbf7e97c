import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inboxes } from './inboxes.ts'

test('A box keeps its newest messages, newest first', () => {
  const boxes = inboxes<number>({ boxes: 3, messages: 2 })
  for (const message of [1, 2, 3]) boxes.add('a', message)
  assert.deepEqual(boxes.of('a'), [3, 2])
  assert.deepEqual(boxes.of('b'), [])
})

test('When there are too many boxes, the one unused for longest goes', () => {
  const boxes = inboxes<number>({ boxes: 2, messages: 9 })
  boxes.add('a', 1)
  boxes.add('b', 1)
  boxes.add('a', 2)
  boxes.add('c', 1)
  assert.deepEqual([boxes.of('a'), boxes.of('b'), boxes.of('c')], [[2, 1], [], [1]])
})
