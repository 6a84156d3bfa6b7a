/// A picture as it stands in a file (ISO 32000-1 §8.9.5).
enum Image: Sendable, Hashable {
    case mask(ImageMask)
    case samples(SampledImage)
}
