// Loaded on every page: small helps that act on data attributes. Every page works without them.
import { confirmForms } from "./confirm.js";
import { counting } from "./counting.js";
import { filters } from "./filter.js";
import { menus } from "./menu.js";
import { picked } from "./picked.js";
import { printButtons } from "./print.js";
import { reveal } from "./reveal.js";
import { signOut } from "./signout.js";
import { unless } from "./unless.js";

confirmForms();
counting();
filters();
menus();
picked();
printButtons();
reveal();
signOut();
unless();
document.querySelector("[data-focus]")?.focus();
