import createDOMPurify from "dompurify";

const purify = createDOMPurify(window);

/** Elements that Markdown makes. No element loads anything, and none but `a` can be activated. */
const tags = [
  ...["p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li"],
  ...["pre", "code", "em", "strong", "s", "a", "span"],
  ...["table", "thead", "tbody", "tr", "th", "td"],
];

/** HTML as nodes of this page, without anything that Markdown does not make. */
export function clean(html: string): DocumentFragment {
  return purify.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ["class", "title", "start", "href", "data-address", "data-fence"],
    // Read by this view alone: an address there is nothing that a page would follow.
    ADD_URI_SAFE_ATTR: ["data-address", "data-fence"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^#$/,
    RETURN_DOM_FRAGMENT: true,
  });
}
