using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Writes attributes.</summary>
public sealed class AttributePrinter
{
    private readonly AliasTable _aliases;
    private readonly PrintOptions _options;
    private readonly Dictionary<DistinctAttr, int> _distinct = [];
    private readonly List<string> _resources = [];

    internal AttributePrinter(Utf8Writer output, AliasTable aliases, PrintOptions options)
    {
        (Output, _aliases, _options) = (output, aliases, options);
        Types = new TypePrinter(this, aliases);
        Locations = new LocationPrinter(this, aliases, options.PrettyLocations);
    }

    public Utf8Writer Output { get; }

    public TypePrinter Types { get; }

    internal LocationPrinter Locations { get; }

    /// <summary>The resources that were named so far.</summary>
    internal IReadOnlyList<string> Resources => _resources;

    public static string ToText(IrType type)
    {
        var writer = new Utf8Writer();
        new AttributePrinter(writer, AliasTable.Empty, PrintOptions.Default).Types.Print(type);
        return writer.ToString();
    }

    public static string ToText(Attribute attribute)
    {
        var writer = new Utf8Writer();
        new AttributePrinter(writer, AliasTable.Empty, PrintOptions.Default).Attribute(attribute);
        return writer.ToString();
    }

    public void Attribute(Attribute attribute, TypeElision elision = TypeElision.Never)
    {
        if (!_aliases.Write(Output, attribute)) Body(attribute, elision);
    }

    /// <summary>The attribute itself, even if it has an alias.</summary>
    internal void Body(Attribute attribute, TypeElision elision = TypeElision.Never)
    {
        switch (attribute)
        {
            case IntegerAttr { Type: IntegerType { Width: 1, IsSignless: true } } boolean:
                Output.Write(boolean.IsZero ? "false" : "true");
                return;
            case IntegerAttr integer:
                if (integer.Value >= long.MinValue && integer.Value <= long.MaxValue) Output.Write((long)integer.Value);
                else Output.Write(integer.Value.ToString(CultureInfo.InvariantCulture));
                if (elision == TypeElision.May && integer.Type is IntegerType { Width: 64, IsSignless: true }) return;
                break;
            case FloatAttr real:
                Output.Write(FloatText.Format(real.FloatType, real.Bits, real.HighBits));
                if (elision == TypeElision.May && ReferenceEquals(real.FloatType, FloatType.F64)) return;
                break;
            case DenseElementsAttr or DenseStringElementsAttr or SparseElementsAttr:
                ElementsPrinter.Print(Output, attribute, _options);
                break;
            case DenseResourceAttr resource: Resource(resource); break;
            case StringAttr text:
                Output.Write('"').Escaped(text.Value).Write('"');
                if (text.StringType is { } stringType && elision != TypeElision.Must) ColonType(stringType);
                return;
            case OpaqueAttr opaque:
                DialectBody.Print(Output, '#', opaque.Dialect, opaque.Body);
                if (opaque.OpaqueType is { } opaqueType && elision != TypeElision.Must) ColonType(opaqueType);
                return;
            default: Untyped(attribute); return;
        }

        if (elision != TypeElision.Must && ((TypedAttribute)attribute).Type is { } type and not NoneType) ColonType(type);
    }

    public void SymbolName(string name) => Output.Write('@').WordOrString(name);

    public void Dictionary(IEnumerable<NamedAttribute> entries) => Output.Write('{').Join(entries, Named).Write('}');

    // name = value; a unit attribute is its name alone.
    private void Named(NamedAttribute attribute)
    {
        Output.WordOrString(attribute.Name);
        if (attribute.Value is UnitAttr) return;
        Output.Write(" = ");
        Attribute(attribute.Value);
    }

    private void Untyped(Attribute attribute)
    {
        switch (attribute)
        {
            case UnitAttr: Output.Write("unit"); break;
            case TypeAttr type: Types.Print(type.Value); break;
            case DictionaryAttr dictionary: Dictionary(dictionary.Entries); break;
            case ArrayAttr array: Output.Write('[').Join(array.Elements, a => Attribute(a, TypeElision.May)).Write(']'); break;
            case SymbolRefAttr symbol: Symbol(symbol); break;
            case DenseArrayAttr array: DenseArray(array); break;
            case AffineMapAttr map: Output.Write("affine_map<").Write(map.Map.ToString()).Write('>'); break;
            case IntegerSetAttr set: Output.Write("affine_set<").Write(set.Set.ToString()).Write('>'); break;
            case StridedLayoutAttr layout: Strided(layout); break;
            case LocationAttr location: Locations.Whole(location.Location); break;
            case DistinctAttr distinct: Distinct(distinct); break;
            case IDialectPrinted own: own.Print(this); break;
            default: throw new InvalidOperationException($"attribute '{attribute.GetType()}' has no text");
        }
    }

    private void Symbol(SymbolRefAttr symbol)
    {
        for (var i = 0; i < symbol.Path.Count; i++)
        {
            if (i > 0) Output.Write("::");
            SymbolName(symbol.Path[i]);
        }
    }

    private void DenseArray(DenseArrayAttr array)
    {
        Output.Write("array<");
        Types.Print(array.Element);
        if (!array.Values.IsEmpty)
            Output.Write(": ").Join(array.Values, value =>
            {
                if (array.Element is FloatType format) Output.Write(FloatText.Format(format, unchecked((ulong)value), 0));
                else if (array.Element is IntegerType { Width: 1 }) Output.Write(value != 0 ? "true" : "false");
                else Output.Write(value);
            });
        Output.Write('>');
    }

    private void Strided(StridedLayoutAttr layout)
    {
        Output.Write("strided<[").Join(layout.Strides, Types.Extent).Write(']');
        if (layout.Offset != 0)
        {
            Output.Write(", offset: ");
            Types.Extent(layout.Offset);
        }

        Output.Write('>');
    }

    private void Distinct(DistinctAttr distinct)
    {
        if (!_distinct.TryGetValue(distinct, out var id)) _distinct[distinct] = id = _distinct.Count;
        Output.Write("distinct[").Write(id).Write("]<");
        if (distinct.Referenced is not UnitAttr) Attribute(distinct.Referenced);
        Output.Write('>');
    }

    private void Resource(DenseResourceAttr resource)
    {
        Output.Write("dense_resource<").WordOrString(resource.Key).Write('>');
        if (!_resources.Contains(resource.Key)) _resources.Add(resource.Key);
    }

    private void ColonType(IrType type)
    {
        Output.Write(" : ");
        Types.Print(type);
    }
}
