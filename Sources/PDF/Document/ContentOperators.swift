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
