import Foundation

@testable import PDF

/// The fonts that documents embed, and small documents made with them.
enum Samples {
    static func bytes(_ weight: String) -> [UInt8] {
        let fonts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Documents/Fonts/NotoSans-\(weight).ttf")
        guard let data = try? Data(contentsOf: fonts) else { preconditionFailure("the font stands beside the documents: \(fonts)") }
        return Array(data)
    }

    static let regularBytes = bytes("Regular")
    static let font: TrueTypeFont = {
        do { return try TrueTypeFont(regularBytes) } catch { preconditionFailure("the font is whole: \(error)") }
    }()
    static let french = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-–—’«»:;!?.,()·•€àâæçéèêëîïôœùûüÿÀÉŒŸ\u{A0}\u{202F}"
    static let subset: FontSubset = {
        do { return try FontSubset(font, letters: french.unicodeScalars) } catch { preconditionFailure("Noto Sans writes French: \(error)") }
    }()
    static let style = TextStyle(subset, size: 10)

    static func metadata(title: String = "Essai", language: String = "fr-FR", created: Int64 = 0) -> Metadata {
        Metadata(title: title, author: "Auteur", subject: "Sujet", language: language, created: created)
    }

    /// One page with a heading, a list, a table, a figure and a link.
    static func everything(_ form: FileForm, title: String = defaultTitle) throws -> [UInt8] { try composed(form, title: title).bytes() }

    static let defaultTitle = "Été «\u{202F}essai\u{202F}»"

    static func composed(_ form: FileForm, title: String = defaultTitle) throws -> Document {
        let text = try TextBlock("L’été, à Œuf-en-Ternois", style)
        var document = Document(metadata(title: title, created: 1_795_300_920), form: form)
        document.page { page in
            page.artifact(.background) { $0.fill(Rectangle(x: 10, y: 10, width: 50, height: 50), Color(0xFFEE00)) }
            page.heading(1) { $0.show(text, at: Point(x: 50, y: 800)) }
            page.section { section in
                section.heading(2) { $0.show(text, at: Point(x: 50, y: 780)) }
                section.list { list in
                    for row in 0..<2 {
                        let y = 750 - 20 * Double(row)
                        list.item(
                            label: { $0.show(text, at: Point(x: 50, y: y)) }, body: { $0.show(text, at: Point(x: 70, y: y)) })
                    }
                }
            }
            page.table(summary: "Deux lignes") { table in
                for row in 0..<2 {
                    let y = 650 - 20 * Double(row)
                    table.row { cells in
                        cells.header(.row) { $0.show(text, at: Point(x: 50, y: y)) }
                        cells.cell { $0.show(text, at: Point(x: 250, y: y)) }
                    }
                }
            }
            let box = Rectangle(x: 50, y: 500, width: 8, height: 8)
            page.figure("Un damier", box: box) { $0.draw(ImageMask(width: 8, height: 8) { ($0 + $1) % 2 == 0 }, in: box) }
            page.link("https://exemple.example/", description: "Un exemple", area: box) { $0.show(text, at: Point(x: 50, y: 480)) }
        }
        document.page { page in page.paragraph { $0.show(text, at: Point(x: 50, y: 800)) } }
        return document
    }
}
