"""The allow-list that all HTML made from content passes through, whatever made it."""

import re

import nh3

_WORDS = {"a", "b", "br", "code", "em", "i", "q", "small", "span", "strong"}
_BLOCKS = {"aside", "blockquote", "details", "div", "h2", "h3", "h4", "hr", "p", "section", "summary"}
_LISTS = {"li", "ol", "ul", "table", "tbody", "td", "th", "thead", "tr"}
_HOST = re.compile(r"\s*[/\\]\s*[/\\]")
_PICTURES = {"figcaption", "figure", "img"}


def _here_or_web(_tag: str, attribute: str, value: str) -> str | None:
    """Drop addresses that name another host without a scheme, with slashes of either kind."""
    return None if attribute in {"href", "src"} and _HOST.match(value) else value


_CLEANER = nh3.Cleaner(
    tags=_WORDS | _BLOCKS | _LISTS | _PICTURES,
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"class"},
        "a": {"href", "rel"},
        "h2": {"id"},
        "h3": {"id"},
        "h4": {"id"},
        "img": {"src", "alt", "width", "height", "loading"},
        "ol": {"start"},
        "td": {"data-label"},
        "th": {"scope"},
    },
    url_schemes={"http", "https"},
    link_rel=None,
    attribute_filter=_here_or_web,
)


def sanitise(html: str) -> str:
    """Return the HTML with everything removed that no content of ours uses."""
    return _CLEANER.clean(html)
