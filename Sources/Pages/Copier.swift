import Markup

/// The script that gives each number of the page its button to copy it.
enum Copier {
    static let html: HTML = "<script type=\"module\" src=\"/copie.js\"></script>\n"
}
