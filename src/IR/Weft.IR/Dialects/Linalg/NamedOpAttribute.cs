using System;
using System.Collections.Generic;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>An attribute of a named operation; it need not be written.</summary>
/// <param name="Summary">The words of the verifier.</param>
/// <param name="Keywords">The functions that it chooses from, the default first; null for numbers.</param>
/// <param name="Stores">Whether an attribute is of the right class, if not of the right value.</param>
public sealed record NamedOpAttribute(
    string Name, string Summary, Func<Attribute, bool> Accepts, Func<Attribute, bool> Stores, EnumKeywords? Keywords = null)
{
    public AttributeDeclaration Declaration => new(Name, Summary, Presence.Defaulted, Accepts) { Stores = Stores, Keywords = Keywords };

    /// <summary><c>cast</c> or <c>fun</c>.</summary>
    public static NamedOpAttribute Function(string name, bool isBinary)
    {
        var keywords = name == "cast" ? TypeFnKeywords.Keywords : isBinary ? BinaryFnKeywords.Keywords : UnaryFnKeywords.Keywords;
        var cases = new List<long>();
        foreach (var (_, value) in keywords.Cases) cases.Add(value);
        Func<Attribute, bool> accepts = attribute => attribute is EnumAttr { Keywords: var own } && own == keywords;
        return new(name, $"allowed 32-bit signless integer cases: {string.Join(", ", cases)}", accepts, accepts, keywords);
    }

    /// <summary><c>strides</c> or <c>dilations</c>.</summary>
    public static NamedOpAttribute Window(string name, int count) =>
        new(
            name, $"64-bit signless int elements attribute of shape [{count}]", attribute => Numbers(attribute)?.Count == count,
            attribute => attribute is DenseElementsAttr { ShapedType.Element: IntegerType or IndexType });

    // No window has so many dimensions.
    private const int MostNumbers = 64;

    /// <summary>The entries of <c>dense&lt;[1, 2]&gt; : tensor&lt;2xi64&gt;</c>; null when it is something else.</summary>
    public static IReadOnlyList<long>? Numbers(Attribute? attribute)
    {
        if (attribute is not DenseElementsAttr
            {
                ShapedType: { Rank: 1, Element: IntegerType { Width: 64, IsSignless: true } element, ElementCount: <= MostNumbers } type,
                Data: var data,
            } dense)
            return null;
        var numbers = new long[(int)type.Shape[0]];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (long)ElementBytes.Load(data.Span.Slice(dense.IsSplat ? 0 : 8 * i, 8), element);
        return numbers;
    }
}
