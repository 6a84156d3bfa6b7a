/// The objects of a finished composition that are the same in every copy, in one fixed order.
struct DocumentWriter: ~Copyable {
    private var file: ObjectFile
    private(set) var objects: Template.Objects
    private let composition: Composition
    private let pageTree: Reference
    private let pages: [Reference]
    /// Of each page, its content that comes later: a stream of its own, for both are read as one (ISO 32000-1 §7.8.2).
    private let laterContents: [Reference?]
    private let elements: [Reference]
    private let annotations: [Reference]
    private let fonts: [Reference]
    private let images: [Reference]

    init(_ composition: Composition, _ form: FileForm, reserving octets: Int?) {
        self.composition = composition
        var file = ObjectFile(form, reserving: octets)
        // First those that a copy may write.
        let (info, packet) = (file.reserve(), file.reserve())
        laterContents = composition.pages.map { $0.slots.isEmpty ? nil : file.reserve() }
        annotations = composition.annotations.map { _ in file.reserve() }
        images = composition.painting.images.map { _ in file.reserve() }
        objects = Template.Objects(catalog: file.reserve(), info: info, packet: packet)
        pageTree = file.reserve()
        pages = composition.pages.map { _ in file.reserve() }
        elements = composition.elements.map { _ in file.reserve() }
        fonts = composition.painting.fonts.map { _ in file.reserve() }
        self.file = file
    }

    mutating func write(language: String) {
        writeCatalog(language)
        writePages()
        writeAnnotations()
        for (font, reference) in zip(composition.painting.fonts, fonts) { write(font, reference) }
        for (index, image) in composition.painting.images.enumerated() {
            if let image { file.image(images[index], image) } else { objects.images.append((index, images[index])) }
        }
        file.pack()
    }

    consuming func finish() -> ObjectFile { file }

    // MARK: Document

    private mutating func writeCatalog(_ language: String) {
        let structure = writeStructure()
        let profile = file.reserve()
        let (pageTree, packet) = (pageTree, objects.packet)
        let fields = zip(composition.annotations, annotations).filter { $0.0.kind == .signature }.map(\.1)
        file.dictionary(objects.catalog) {
            $0.name("Type", "Catalog")
            $0.reference("Pages", pageTree)
            $0.text("Lang", language)
            $0.dictionary("MarkInfo") { $0.bool("Marked", true) }
            $0.reference("StructTreeRoot", structure)
            $0.dictionary("ViewerPreferences") { $0.bool("DisplayDocTitle", true) }
            $0.reference("Metadata", packet)
            $0.array("OutputIntents") {
                $0.dictionary {
                    $0.name("Type", "OutputIntent")
                    $0.name("S", "GTS_PDFA1")
                    $0.text("OutputConditionIdentifier", "sRGB")
                    $0.text("Info", "sRGB")
                    $0.reference("DestOutputProfile", profile)
                }
            }
            if !fields.isEmpty {
                $0.dictionary("AcroForm") {
                    $0.array("Fields") { for field in fields { $0.reference(field) } }
                    // Signatures exist, and the file may only be appended to (ISO 32000-1 §12.7.2).
                    $0.integer("SigFlags", 3)
                }
            }
        }
        file.stream(profile, ICCProfile.deflatedSRGB) {
            $0.integer("N", 3)
            $0.name("Filter", "FlateDecode")
        }
    }

    // MARK: Pages

    private mutating func writePages() {
        let resources = file.reserve()
        let (pages, pageTree, fonts, images, annotations) = (pages, pageTree, fonts, images, annotations)
        file.dictionary(pageTree) {
            $0.name("Type", "Pages")
            $0.array("Kids") { for page in pages { $0.reference(page) } }
            $0.integer("Count", pages.count)
        }
        file.dictionary(resources) {
            if !fonts.isEmpty {
                $0.dictionary("Font") { for (index, font) in fonts.enumerated() { $0.reference("F\(index)", font) } }
            }
            if !images.isEmpty {
                $0.dictionary("XObject") { for (index, image) in images.enumerated() { $0.reference("I\(index)", image) } }
            }
        }
        for (index, page) in composition.pages.enumerated() {
            let content = file.reserve()
            let later = laterContents[index]
            if let later { objects.contents.append((index, later)) }
            file.dictionary(pages[index]) {
                $0.name("Type", "Page")
                $0.reference("Parent", pageTree)
                $0.rectangle("MediaBox", page.mediaBox)
                if let later {
                    $0.array("Contents") {
                        $0.reference(content)
                        $0.reference(later)
                    }
                } else {
                    $0.reference("Contents", content)
                }
                $0.reference("Resources", resources)
                $0.integer("StructParents", index)
                if !page.annotations.isEmpty {
                    $0.name("Tabs", "S")
                    $0.array("Annots") { for annotation in page.annotations { $0.reference(annotations[annotation]) } }
                }
            }
            file.deflatedStream(content, page.content) { _ in }
        }
    }

    private mutating func writeAnnotations() {
        for (index, annotation) in composition.annotations.enumerated() {
            let (reference, key, page) = (annotations[index], pages.count + index, page(of: index))
            switch annotation.kind {
            case .link(let uri?):
                file.link(reference, area: annotation.area, uri: uri, description: annotation.description, key: key)
            case .link(nil):
                objects.links.append(
                    Template.Objects.Link(annotation: index, reference: reference, key: key, description: annotation.description))
            case .signature:
                file.dictionary(reference) {
                    $0.name("Type", "Annot")
                    $0.name("Subtype", "Widget")
                    $0.rectangle("Rect", annotation.area)
                    $0.integer("F", 132)  // printed, locked
                    $0.reference("P", page)
                    $0.integer("StructParent", key)
                    $0.name("FT", "Sig")
                    $0.text("T", "Signature")
                    $0.text("TU", annotation.description)
                    $0.reference("V", Reference(number: SignedLayout.number))
                }
            }
        }
    }

    private func page(of annotation: Int) -> Reference {
        pages[composition.pages.firstIndex { $0.annotations.contains(annotation) } ?? 0]
    }

    // MARK: Structure

    private mutating func writeStructure() -> Reference {
        let root = file.reserve()
        let tree = file.reserve()
        let (elements, pages, annotations, composition) = (elements, pages, annotations, composition)
        file.dictionary(root) {
            $0.name("Type", "StructTreeRoot")
            $0.reference("K", elements[0])
            $0.reference("ParentTree", tree)
            $0.integer("ParentTreeNextKey", pages.count + annotations.count)
        }
        file.dictionary(tree) {
            $0.array("Nums") {
                for (index, page) in composition.pages.enumerated() {
                    $0.integer(index)
                    $0.array { for owner in page.owners { $0.reference(elements[owner]) } }
                }
                for (index, annotation) in composition.annotations.enumerated() {
                    $0.integer(pages.count + index)
                    $0.reference(elements[annotation.element])
                }
            }
        }
        for (index, element) in composition.elements.enumerated() { write(element, elements[index], root: root) }
        return root
    }

    private mutating func write(_ element: StructureElement, _ reference: Reference, root: Reference) {
        let (elements, pages, annotations) = (elements, pages, annotations)
        let annotated = element.children.compactMap { child -> Reference? in
            if case .annotation(let index) = child { page(of: index) } else { nil }
        }.first
        file.dictionary(reference) {
            $0.name("Type", "StructElem")
            $0.name("S", element.kind.rawValue)
            $0.reference("P", element.parent.map { elements[$0] } ?? root)
            if let page = element.page { $0.reference("Pg", pages[page]) }
            if let alternative = element.alternative { $0.text("Alt", alternative) }
            switch element.attributes {
            case .none: break
            case .scope(let scope):
                $0.dictionary("A") {
                    $0.name("O", "Table")
                    $0.name("Scope", scope.rawValue)
                }
            case .summary(let summary):
                $0.dictionary("A") {
                    $0.name("O", "Table")
                    $0.text("Summary", summary)
                }
            case .boundingBox(let box):
                $0.dictionary("A") {
                    $0.name("O", "Layout")
                    $0.name("Placement", "Block")
                    $0.rectangle("BBox", box)
                }
            }
            $0.array("K") {
                for child in element.children {
                    switch child {
                    case .element(let child): $0.reference(elements[child])
                    case .content(_, let identifier): $0.integer(identifier)
                    case .annotation(let index):
                        $0.dictionary {
                            $0.name("Type", "OBJR")
                            if let annotated { $0.reference("Pg", annotated) }
                            $0.reference("Obj", annotations[index])
                        }
                    }
                }
            }
        }
    }

    // MARK: Resources

    private mutating func write(_ font: FontSubset, _ reference: Reference) {
        let map = file.reserve()
        let descriptor = writeDescriptor(font)
        if font.codeWidth == 1 { writeSimple(font, reference, map, descriptor) } else { writeComposite(font, reference, map, descriptor) }
        file.deflatedStream(map, ToUnicodeMap.bytes(font.scalars, codeWidth: font.codeWidth)) { _ in }
    }

    /// Symbolic: what a code draws is for its `cmap` alone to say (ISO 32000-1 §9.6.6.4).
    private mutating func writeSimple(_ font: FontSubset, _ reference: Reference, _ map: Reference, _ descriptor: Reference) {
        file.dictionary(reference) {
            $0.name("Type", "Font")
            $0.name("Subtype", "TrueType")
            $0.name("BaseFont", font.name)
            $0.integer("FirstChar", 0)
            $0.integer("LastChar", font.scalars.count)
            $0.array("Widths") { for width in font.widths { $0.real(width) } }
            $0.reference("FontDescriptor", descriptor)
            $0.reference("ToUnicode", map)
        }
    }

    /// Codes are glyphs (ISO 32000-1 §9.7).
    private mutating func writeComposite(_ font: FontSubset, _ reference: Reference, _ map: Reference, _ descriptor: Reference) {
        let descendant = file.reserve()
        file.dictionary(reference) {
            $0.name("Type", "Font")
            $0.name("Subtype", "Type0")
            $0.name("BaseFont", font.name)
            $0.name("Encoding", "Identity-H")
            $0.array("DescendantFonts") { $0.reference(descendant) }
            $0.reference("ToUnicode", map)
        }
        file.dictionary(descendant) {
            $0.name("Type", "Font")
            $0.name("Subtype", "CIDFontType2")
            $0.name("BaseFont", font.name)
            $0.dictionary("CIDSystemInfo") {
                $0.text("Registry", "Adobe")
                $0.text("Ordering", "Identity")
                $0.integer("Supplement", 0)
            }
            $0.name("CIDToGIDMap", "Identity")
            $0.reference("FontDescriptor", descriptor)
            $0.array("W") {
                $0.integer(0)
                $0.array { for width in font.widths { $0.real(width) } }
            }
        }
    }

    private mutating func writeDescriptor(_ font: FontSubset) -> Reference {
        let descriptor = file.reserve()
        let program = file.reserve()
        let face = font.font
        let unit = 1000 / Double(face.unitsPerEm)
        file.dictionary(descriptor) {
            $0.name("Type", "FontDescriptor")
            $0.name("FontName", font.name)
            // Symbolic (bit 3): the codes are its own; fixed pitch is bit 1.
            $0.integer("Flags", face.isFixedPitch ? 5 : 4)
            $0.array("FontBBox") { for side in face.boundingBox { $0.real(Double(side) * unit) } }
            $0.real("ItalicAngle", face.italicAngle)
            $0.real("Ascent", Double(face.ascent) * unit)
            $0.real("Descent", Double(face.descent) * unit)
            $0.real("CapHeight", Double(face.capHeight) * unit)
            // No table of the file tells the width of a stem; readers use it only to replace a font that is missing.
            $0.integer("StemV", face.weight >= 600 ? 140 : 80)
            $0.reference("FontFile2", program)
        }
        let length = font.file.count
        file.stream(program, font.deflatedFile) {
            $0.integer("Length1", length)
            $0.name("Filter", "FlateDecode")
        }
        return descriptor
    }
}

extension ObjectFile {
    mutating func link(_ reference: Reference, area: Rectangle, uri: String, description: String, key: Int) {
        dictionary(reference) {
            $0.name("Type", "Annot")
            $0.name("Subtype", "Link")
            $0.rectangle("Rect", area)
            $0.integer("F", 4)  // printed
            $0.array("Border") { for _ in 0..<3 { $0.integer(0) } }
            $0.text("Contents", description)
            $0.integer("StructParent", key)
            $0.dictionary("A") {
                $0.name("S", "URI")
                $0.string("URI", Array(uri.utf8))
            }
        }
    }

    /// - Parameter isDeflated: not worth its time for a small image that comes with a copy.
    mutating func image(_ reference: Reference, _ image: Image, isDeflated: Bool = true) {
        switch image {
        case .mask(let mask):
            func entries(_ dictionary: inout DictionaryWriter) {
                dictionary.name("Subtype", "Image")
                dictionary.integer("Width", mask.width)
                dictionary.integer("Height", mask.height)
                dictionary.bool("ImageMask", true)
            }
            if isDeflated { deflatedStream(reference, mask.rows, entries) } else { stream(reference, mask.rows, entries) }
        case .samples(let image):
            let opacity = image.opacity.map { samples in
                let reference = reserve()
                self.samples(reference, samples, image) { $0.name("ColorSpace", "DeviceGray") }
                return reference
            }
            samples(reference, image.samples, image) {
                switch image.space {
                case .gray: $0.name("ColorSpace", "DeviceGray")
                case .rgb: $0.name("ColorSpace", "DeviceRGB")
                case .indexed(let palette):
                    $0.array("ColorSpace") {
                        $0.name("Indexed")
                        $0.name("DeviceRGB")
                        $0.integer(palette.count / 3 - 1)
                        $0.string(palette)
                    }
                }
                if let opacity { $0.reference("SMask", opacity) }
                // From and to, of each sample (§8.9.6.4).
                if let color = image.unpainted {
                    $0.array("Mask") {
                        for sample in color {
                            $0.integer(sample)
                            $0.integer(sample)
                        }
                    }
                }
            }
        }
    }

    private mutating func samples(
        _ reference: Reference, _ samples: SampledImage.Samples, _ image: SampledImage, _ entries: (inout DictionaryWriter) -> Void
    ) {
        stream(reference, samples.deflated) {
            $0.name("Subtype", "Image")
            $0.integer("Width", image.width)
            $0.integer("Height", image.height)
            $0.integer("BitsPerComponent", samples.depth)
            entries(&$0)
            $0.name("Filter", "FlateDecode")
            $0.dictionary("DecodeParms") {
                $0.integer("Predictor", 15)
                $0.integer("Colors", samples.channels)
                $0.integer("BitsPerComponent", samples.depth)
                $0.integer("Columns", image.width)
            }
        }
    }
}
