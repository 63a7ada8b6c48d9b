/* The editor of a document. Each module minds one thing; without any of them the page works by its links and buttons. */

import "./workbench/canvas.js";
import "./workbench/conditions.js";
import "./workbench/desk.js";
import "./workbench/here.js";
import "./workbench/keys.js";
import "./workbench/measures.js";
import "./workbench/names.js";
import "./workbench/talk.js";
import "./workbench/beginning.js";
import "./workbench/speech.js";
import "./workbench/tree.js";
