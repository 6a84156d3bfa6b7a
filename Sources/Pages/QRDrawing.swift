import Markup
import PDF

extension QRCode {
    /// The light modules that a reader needs around it.
    private static let quiet = 4

    /// For a page: dark on light whatever the theme, and on paper.
    /// - Parameter titre: where it leads, in words.
    func svg(_ titre: String) -> HTML {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while column < size, isDark(column: column, row: row) { column += 1 }
                if column > start { path += "M\(start) \(row)h\(column - start)v1h-\(column - start)z" } else { column += 1 }
            }
        }
        let side = size + 2 * Self.quiet
        return """
            <svg class="qr" width="232" height="232" viewBox="-\(Self.quiet) -\(Self.quiet) \(side) \(side)" role="img" aria-label="\(titre)" shape-rendering="crispEdges">
            <path fill="#fff" d="M-\(Self.quiet) -\(Self.quiet)h\(side)v\(side)h-\(side)z"/><path fill="#000" d="\(path)"/>
            </svg>

            """
    }
}
