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
}
