/// Error correction over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5.2).
enum ReedSolomon {
    /// The `count` codewords that are put behind `data`: the remainder by the generator of that degree.
    static func remainder(_ data: ArraySlice<UInt8>, count: Int) -> [UInt8] {
        let (powers, logarithms) = field
        let generator = generatorLogarithms[count]
        var dividend = Array(data) + repeatElement(0, count: count)
        var octets = dividend.mutableSpan
        for start in 0..<data.count where octets[start] != 0 {
            let power = Int(logarithms[Int(octets[start])])
            for index in 0..<count { octets[start + 1 + index] ^= powers[power + Int(generator[index])] }
        }
        return Array(dividend[data.count...])
    }

    /// Those of the generators' coefficients, by degree: symbols use 7 to 30.
    private static let generatorLogarithms: [[UInt8]] = (0...30).map { degree in
        degree == 0 ? [] : generator(degree: degree).map { field.logarithms[Int($0)] }
    }

    /// (x − α⁰)(x − α¹)…, without its leading 1; no coefficient is 0 in the degrees that symbols use.
    static func generator(degree: Int) -> [UInt8] {
        var polynomial = [UInt8](repeating: 0, count: degree - 1) + [1]
        for root in 0..<degree {
            for index in 0..<degree {
                polynomial[index] = multiply(polynomial[index], field.powers[root])
                if index + 1 < degree { polynomial[index] ^= polynomial[index + 1] }
            }
        }
        return polynomial
    }

    private static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        guard left != 0, right != 0 else { return 0 }
        return field.powers[Int(field.logarithms[Int(left)]) + Int(field.logarithms[Int(right)])]
    }

    /// Powers of 2, twice over so that two logarithms can be added without a modulo.
    private static let field: (powers: [UInt8], logarithms: [UInt8]) = {
        var powers = [UInt8](repeating: 0, count: 510)
        var logarithms = [UInt8](repeating: 0, count: 256)
        var value = 1
        for exponent in 0..<255 {
            powers[exponent] = UInt8(value)
            powers[exponent + 255] = UInt8(value)
            logarithms[value] = UInt8(exponent)
            value = value << 1 ^ (value & 0x80 == 0 ? 0 : 0x11D)
        }
        return (powers, logarithms)
    }()
}
