import Foundation
import Testing
@testable import Pages
@testable import Procedure

/// The palette of `Public/style.css`, computed, and what all the sheets keep to.
@Suite("Style sheets")
struct PagesStyleTests {
    let css: String, sheets: [String]
    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Public")
        sheets = try ["style", "suite", "formation", "impression"].map { try String(contentsOf: folder.appending(path: $0 + ".css"), encoding: .utf8) }
        css = sheets[0]
    }

    @Test("Text reaches 7:1 on every ground, in light and in dark (WCAG 2.2, 1.4.6)")
    func contrast() throws {
        let light = try palette(after: "--sheet: #fffdf7"), dark = try palette(after: "--sheet: #1f2439")
        for colours in [light, light.merging(dark) { $1 }] {
            for ground in ["sheet", "desk", "wash"] {
                for text in ["ink", "soft", "violet", "violet-deep", "red", "green"] {
                    #expect(try ratio(colours[text], colours[ground]) >= 7, "\(text) on \(ground)")
                }
            }
            #expect(try ratio(colours["on-ochre"], colours["ochre"]) >= 7)
            #expect(try ratio(colours["on-violet"], colours["violet"]) >= 7)
            #expect(try ratio(colours["on-violet"], colours["violet-deep"]) >= 7)
            // What one must see without reading it (1.4.11): the border of a field, the line of an error.
            #expect(try ratio(colours["margin"], colours["sheet"]) >= 3)
            for line in ["ink", "violet", "red", "green", "soft"] { #expect(try ratio(colours[line], colours["sheet"]) >= 3) }
            // The outer ring of focus lies on the ground, outside of what has it.
            for ground in ["sheet", "desk", "wash"] { #expect(try ratio(colours["ink"], colours[ground]) >= 3) }
        }
    }

    @Test("They ask nothing of another host, and nothing that the CSP refuses")
    func selfContained() {
        for css in sheets { #expect(!css.contains("url(") && !css.contains("@import") && !css.contains("@font-face")) }
    }

    @Test("In forced colours each part of a drawing takes a colour of the system, as the browser does for text")
    func forced() throws {
        let css = sheets[1]
        let forced = try #require(css.components(separatedBy: "@media (forced-colors: active)").last?.components(separatedBy: "@media").first)
        let drawn = css.components(separatedBy: "\n").filter { $0.hasPrefix(".") && ($0.contains("stroke: var(") || $0.contains("fill: var(")) }
        #expect(drawn.count > 8)
        for rule in drawn {
            let selector = rule.prefix { $0 != "{" && $0 != "," }.trimmingCharacters(in: .whitespaces)
            #expect(forced.contains(selector), "\(selector)")
        }
    }

    private func palette(after start: String) throws -> [String: UInt32] {
        let from = try #require(css.range(of: start)?.lowerBound)
        let block = css[from...].prefix { $0 != "}" }
        return block.split(separator: "\n").reduce(into: [:]) { colours, line in
            let parts = line.trimmingCharacters(in: .whitespaces).split(separator: ": #")
            guard parts.count == 2, parts[0].hasPrefix("--"), let value = UInt32(parts[1].dropLast(), radix: 16) else { return }
            colours[String(parts[0].dropFirst(2))] = value
        }
    }

    /// WCAG 2.2, « contrast ratio ».
    private func ratio(_ first: UInt32?, _ second: UInt32?) throws -> Double {
        let values = [luminance(try #require(first)), luminance(try #require(second))].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    private func luminance(_ colour: UInt32) -> Double {
        func channel(_ shift: UInt32) -> Double {
            let value = Double(colour >> shift & 255) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }
}
