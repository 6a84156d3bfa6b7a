public import PDF

extension QRCode {
    /// The light modules that a reader needs around it.
    private static let quiet = 4

    /// For a terminal, two modules a letter. Dark and light are said, not left to the terminal's own colours: on a dark one
    /// too it is dark on light.
    public var terminal: String {
        func isDark(_ column: Int, _ row: Int) -> Bool {
            (0..<size).contains(column) && (0..<size).contains(row) && self.isDark(column: column, row: row)
        }
        var text = ""
        for row in stride(from: -Self.quiet, to: size + Self.quiet, by: 2) {
            text += "\u{1B}[38;5;16;48;5;231m"
            for column in -Self.quiet..<size + Self.quiet {
                switch (isDark(column, row), isDark(column, row + 1)) {
                case (true, true): text += "█"
                case (true, false): text += "▀"
                case (false, true): text += "▄"
                case (false, false): text += " "
                }
            }
            text += "\u{1B}[0m\n"
        }
        return text
    }

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
