// Keeps on Netlify, from one build to the next, what Daybook read and made, so
// that it reads and makes only what changed. Without it all is made again.
const folders = [".daybook", "public"];

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(folders),
  onPostBuild: ({ utils }) => utils.cache.save(folders),
};
