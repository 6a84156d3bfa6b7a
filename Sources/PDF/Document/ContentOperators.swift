extension Composition {
    func setFill(_ color: Color) {
        components(color)
        content.operation("rg")
    }

    func setStroke(_ color: Color) {
        components(color)
        content.operation("RG")
    }

    private func components(_ color: Color) {
        number(color.red)
        number(color.green)
        number(color.blue)
    }
}

extension ByteSink {
    /// A string of two-byte codes.
    mutating func codes(_ glyphs: ArraySlice<TextBlock.Glyph>) {
        string(glyphs.lazy.flatMap { [UInt8($0.code >> 8), UInt8($0.code & 0xFF)] })
    }
}
