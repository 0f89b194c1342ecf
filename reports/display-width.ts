/** How wide text is on a terminal, and text of a given width. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u

/** In columns; an emoji takes two, also where a variation selector makes it one (`⚠️`). */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += widthOf(segment)
  return width
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** The text, or as much of it as fits with an ellipsis. */
export function clipped(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let clip = ''
  let left = width - 1
  for (const { segment } of graphemes.segment(text)) {
    left -= widthOf(segment)
    if (left < 0) break
    clip += segment
  }
  return `${clip}…`
}

function widthOf(grapheme: string): number {
  return EMOJI.test(grapheme) || WIDE.test(grapheme) ? 2 : 1
}
