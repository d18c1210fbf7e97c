// Loaded into every process that `npm start` begins, ahead of its own code: when the launcher is gone, even by
// SIGKILL, the channel to it closes, and the process ends as if it had been asked to.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 5_000).unref()
})
process.channel?.unref()
