#!/usr/bin/python3
"""Prints a page to a PDF with WebKitGTK, as its browsers do: webkit-print.py ADDRESS PDF SCRIPT.

WebKitWebDriver has no command for printing. SCRIPT runs when the page has loaded, and says 'print' in the document's title when the page is as it shall be printed.
"""
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

address, pdf, script = sys.argv[1:]
context = WebKit2.WebContext.new_ephemeral()
view = WebKit2.WebView.new_with_context(context)
window = Gtk.OffscreenWindow()
window.set_default_size(1280, 900)
window.add(view)
window.show_all()
outcome = []


def end(problem=None):
    outcome.append(problem)
    Gtk.main_quit()


def loaded(_, event):
    if event == WebKit2.LoadEvent.FINISHED:
        view.evaluate_javascript(script, -1, None, None, None, lambda *_: None)


def titled(*_):
    if view.get_title() != "print":
        return
    settings = Gtk.PrintSettings()
    settings.set_printer("Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, GLib.filename_to_uri(pdf, None))
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    paper = Gtk.PageSetup()
    paper.set_paper_size_and_default_margins(Gtk.PaperSize.new("iso_a4"))
    operation = WebKit2.PrintOperation.new(view)
    operation.set_print_settings(settings)
    operation.set_page_setup(paper)
    operation.connect("finished", lambda *_: end())
    operation.connect("failed", lambda _, problem: end(problem.message))
    operation.print_()


view.connect("load-changed", loaded)
view.connect("notify::title", titled)
view.connect("web-process-terminated", lambda *_: end("the page's process ended"))
GLib.timeout_add_seconds(60, lambda: end("nothing was printed within a minute"))
view.load_uri(address)
Gtk.main()
if outcome[0]:
    sys.exit(outcome[0])
