extension String {
    /// The same text with the no-break spaces of French typography: U+202F before « ; ? ! », U+00A0 before « : » and
    /// inside the quotes. The catalogue is written with ordinary spaces; pages are read with these.
    var avecEspacesInsecables: String {
        var text = ""
        text.reserveCapacity(utf8.count + 8)
        var pending = false, afterQuote = false
        for scalar in unicodeScalars {
            if pending {
                switch scalar {
                case ";", "?", "!": text.unicodeScalars.append("\u{202F}")
                case ":", "»": text.unicodeScalars.append("\u{A0}")
                default: text.unicodeScalars.append(afterQuote ? "\u{A0}" : " ")
                }
                (pending, afterQuote) = (false, false)
            }
            if scalar == " " { pending = true } else {
                text.unicodeScalars.append(scalar)
                afterQuote = scalar == "«"
            }
        }
        return pending ? text + " " : text
    }
}
