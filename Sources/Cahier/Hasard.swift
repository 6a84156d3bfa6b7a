public import Procedure

extension Reference {
    /// One that nobody can guess.
    public static func nouvelle() -> Reference {
        var hasard = SystemRandomNumberGenerator()
        return Reference(hasard: &hasard)
    }
}

extension CodeFictif {
    /// One that nobody can guess.
    public static func nouveau() -> CodeFictif {
        var hasard = SystemRandomNumberGenerator()
        return CodeFictif(hasard: &hasard)
    }
}
