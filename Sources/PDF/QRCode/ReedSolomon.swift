/// Error correction over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5.2).
enum ReedSolomon {
    /// The `count` codewords that are put behind `data`: the remainder by the generator of that degree, 30 at most.
    static func remainder(_ data: ArraySlice<UInt8>, count: Int) -> [UInt8] {
        let products = products[count]
        // A shift register of 32 octets, the first in the highest bits of the first word.
        var register = SIMD4<UInt64>()
        for octet in data {
            let product = products[Int(octet ^ UInt8(truncatingIfNeeded: register[0] &>> 56))]
            register = (register &<< 8 | SIMD4(register[1], register[2], register[3], 0) &>> 56) ^ product
        }
        return (0..<count).map { UInt8(truncatingIfNeeded: register[$0 / 8] &>> UInt64(56 - $0 % 8 * 8)) }
    }

    /// By the degree of the generator: its multiples by each octet.
    private static let products = MadeOnce(31) { degree in
        let generator = generator(degree: degree)
        return (0..<256).map { octet in
            var product = SIMD4<UInt64>()
            for (index, coefficient) in generator.enumerated() {
                product[index / 8] |= UInt64(multiply(UInt8(octet), coefficient)) << UInt64(56 - index % 8 * 8)
            }
            return product
        }
    }

    /// (x − α⁰)(x − α¹)…, without its leading 1; symbols use the degrees 7 to 30.
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
