using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Whether a number says its type.</summary>
public enum TypeElision
{
    /// <summary>Always printed.</summary>
    Never,

    /// <summary>Left out where reading gives it back: <c>i64</c> and <c>f64</c>.</summary>
    May,

    /// <summary>The reader knows it from elsewhere.</summary>
    Must,
}

/// <summary>Writes types and attributes.</summary>
public sealed class AttributePrinter(Utf8Writer output, AliasTable aliases)
{
    private readonly Dictionary<DistinctAttr, int> _distinct = [];
    private readonly List<string> _resources = [];

    public Utf8Writer Output => output;

    /// <summary>The resources that were named so far.</summary>
    public IReadOnlyList<string> Resources => _resources;

    public static string ToText(IrType type)
    {
        var writer = new Utf8Writer();
        new AttributePrinter(writer, AliasTable.Empty).Type(type);
        return writer.ToString();
    }

    public static string ToText(Attribute attribute)
    {
        var writer = new Utf8Writer();
        new AttributePrinter(writer, AliasTable.Empty).Attribute(attribute);
        return writer.ToString();
    }

    public void Type(IrType type)
    {
        if (!aliases.Write(output, type)) TypeBody(type);
    }

    /// <summary>The type itself, even if it has an alias.</summary>
    public void TypeBody(IrType type)
    {
        switch (type)
        {
            case IntegerType integer:
                output.Write(integer.Signedness switch { Signedness.Signed => "si", Signedness.Unsigned => "ui", _ => "i" }).Write(
                    integer.Width);
                break;
            case IndexType: output.Write("index"); break;
            case FloatType format: output.Write(format.Name); break;
            case NoneType: output.Write("none"); break;
            case FunctionType function: Function(function); break;
            case ShapedType shaped: Shaped(shaped); break;
            case ComplexType complex:
                output.Write("complex<");
                Type(complex.Element);
                output.Write('>');
                break;
            case TupleType tuple:
                output.Write("tuple<");
                Types(tuple.Elements);
                output.Write('>');
                break;
            case OpaqueType opaque: DialectSymbol('!', opaque.Dialect, opaque.Body); break;
            case IDialectPrinted own: own.Print(this); break;
            default: throw new InvalidOperationException($"type '{type.GetType()}' has no text");
        }
    }

    public void Types(IEnumerable<IrType> types)
    {
        var first = true;
        foreach (var type in types)
        {
            if (!first) output.Write(", ");
            first = false;
            Type(type);
        }
    }

    public void Types(TypeRange types)
    {
        for (var i = 0; i < types.Count; i++)
        {
            if (i > 0) output.Write(", ");
            Type(types[i]);
        }
    }

    /// <summary><c>(inputs) -> results</c>; one result that is no function stands without parentheses.</summary>
    public void FunctionalType(IEnumerable<IrType> inputs, IReadOnlyList<IrType> results)
    {
        output.Write('(');
        Types(inputs);
        output.Write(") -> ");
        Results(results);
    }

    public void Results(IReadOnlyList<IrType> results)
    {
        var wrap = results.Count != 1 || results[0] is FunctionType;
        if (wrap) output.Write('(');
        Types(results);
        if (wrap) output.Write(')');
    }

    public void Attribute(Attribute attribute, TypeElision elision = TypeElision.Never)
    {
        if (!aliases.Write(output, attribute)) AttributeBody(attribute, elision);
    }

    /// <summary>The attribute itself, even if it has an alias.</summary>
    public void AttributeBody(Attribute attribute, TypeElision elision = TypeElision.Never)
    {
        switch (attribute)
        {
            case IntegerAttr { Type: IntegerType { Width: 1, IsSignless: true } } boolean:
                output.Write(boolean.IsZero ? "false" : "true");
                return;
            case IntegerAttr integer:
                if (integer.Value >= long.MinValue && integer.Value <= long.MaxValue) output.Write((long)integer.Value);
                else output.Write(integer.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
                if (elision == TypeElision.May && integer.Type is IntegerType { Width: 64, IsSignless: true }) return;
                break;
            case FloatAttr real:
                output.Write(FloatText.Format(real.FloatType, real.Bits, real.HighBits));
                if (elision == TypeElision.May && ReferenceEquals(real.FloatType, FloatType.F64)) return;
                break;
            case DenseElementsAttr or DenseStringElementsAttr or SparseElementsAttr: ElementsPrinter.Print(output, attribute); break;
            case DenseResourceAttr resource: Resource(resource); break;
            case StringAttr text:
                output.Write('"').Escaped(text.Value).Write('"');
                if (text.StringType is { } stringType && elision != TypeElision.Must) ColonType(stringType);
                return;
            case OpaqueAttr opaque:
                DialectSymbol('#', opaque.Dialect, opaque.Body);
                if (opaque.OpaqueType is { } opaqueType && elision != TypeElision.Must) ColonType(opaqueType);
                return;
            default: Untyped(attribute); return;
        }

        if (elision != TypeElision.Must && ((TypedAttribute)attribute).Type is { } type and not NoneType) ColonType(type);
    }

    public void SymbolName(string name) => output.Write('@').WordOrString(name);

    /// <summary><c>name = value</c>; a unit attribute is its name alone.</summary>
    public void Named(NamedAttribute attribute)
    {
        output.WordOrString(attribute.Name);
        if (attribute.Value is UnitAttr) return;
        output.Write(" = ");
        Attribute(attribute.Value);
    }

    public void Dictionary(IEnumerable<NamedAttribute> entries)
    {
        output.Write('{');
        List(entries, Named);
        output.Write('}');
    }

    /// <summary><c>4x?x</c>.</summary>
    public void Shape(Sequence<long> shape)
    {
        foreach (var extent in shape) Extent(extent).Write('x');
    }

    /// <summary>What stands inside <c>loc(...)</c>.</summary>
    public void LocationBody(Location location)
    {
        if (location.File is { } file)
        {
            output.Write('"').Escaped(file).Write("\":").Write(location.Line).Write(':').Write(location.Column);
            return;
        }

        switch (location.Composition)
        {
            case null: output.Write("unknown"); break;
            case NameLocation name:
                output.Write('"').Escaped(name.Name).Write('"');
                if (name.Child.IsUnknown) break;
                output.Write('(');
                Nested(name.Child);
                output.Write(')');
                break;
            case CallSiteLocation call:
                output.Write("callsite(");
                Nested(call.Callee);
                output.Write(" at ");
                Nested(call.Caller);
                output.Write(')');
                break;
            case FusedLocation fused:
                output.Write("fused");
                if (fused.Metadata is not null)
                {
                    output.Write('<');
                    Attribute(fused.Metadata);
                    output.Write('>');
                }

                output.Write('[');
                List(fused.Parts, Nested);
                output.Write(']');
                break;
        }

        void Nested(Location inner)
        {
            if (!aliases.Write(output, new LocationAttr(inner), mayDefer: true)) LocationBody(inner);
        }
    }

    private void Untyped(Attribute attribute)
    {
        switch (attribute)
        {
            case UnitAttr: output.Write("unit"); break;
            case TypeAttr type: Type(type.Value); break;
            case DictionaryAttr dictionary: Dictionary(dictionary.Entries); break;
            case ArrayAttr array:
                output.Write('[');
                List(array.Elements, a => Attribute(a, TypeElision.May));
                output.Write(']');
                break;
            case SymbolRefAttr symbol:
                for (var i = 0; i < symbol.Path.Count; i++)
                {
                    if (i > 0) output.Write("::");
                    SymbolName(symbol.Path[i]);
                }

                break;
            case DenseArrayAttr array: DenseArray(array); break;
            case AffineMapAttr map: output.Write("affine_map<").Write(map.Map.ToString()).Write('>'); break;
            case IntegerSetAttr set: output.Write("affine_set<").Write(set.Set.ToString()).Write('>'); break;
            case StridedLayoutAttr layout: Strided(layout); break;
            case LocationAttr location:
                output.Write("loc(");
                LocationBody(location.Location);
                output.Write(')');
                break;
            case DistinctAttr distinct:
                if (!_distinct.TryGetValue(distinct, out var id)) _distinct[distinct] = id = _distinct.Count;
                output.Write("distinct[").Write(id).Write("]<");
                if (distinct.Referenced is not UnitAttr) Attribute(distinct.Referenced);
                output.Write('>');
                break;
            case IDialectPrinted own: own.Print(this); break;
            default: throw new InvalidOperationException($"attribute '{attribute.GetType()}' has no text");
        }
    }

    private void Function(FunctionType function) => FunctionalType(function.Inputs, function.Results);

    private void Shaped(ShapedType type)
    {
        switch (type)
        {
            case VectorType vector:
                output.Write("vector<");
                for (var i = 0; i < vector.Rank; i++)
                {
                    if (vector.IsScalable(i)) output.Write('[').Write(vector.Shape[i]).Write("]x");
                    else output.Write(vector.Shape[i]).Write('x');
                }

                Type(vector.Element);
                break;
            case RankedTensorType tensor:
                output.Write("tensor<");
                Shape(tensor.Shape);
                Type(tensor.Element);
                Optional(tensor.Encoding, TypeElision.Never);
                break;
            case UnrankedTensorType:
                output.Write("tensor<*x");
                Type(type.Element);
                break;
            case MemRefType memref:
                output.Write("memref<");
                Shape(memref.Shape);
                Type(memref.Element);
                Optional(memref.Layout);
                Optional(memref.MemorySpace);
                break;
            case UnrankedMemRefType unranked:
                output.Write("memref<*x");
                Type(type.Element);
                Optional(unranked.MemorySpace);
                break;
        }

        output.Write('>');
    }

    private void Optional(Attribute? attribute, TypeElision elision = TypeElision.May)
    {
        if (attribute is null) return;
        output.Write(", ");
        Attribute(attribute, elision);
    }

    private void Strided(StridedLayoutAttr layout)
    {
        output.Write("strided<[");
        List(layout.Strides, s => Extent(s));
        output.Write(']');
        if (layout.Offset != 0)
        {
            output.Write(", offset: ");
            Extent(layout.Offset);
        }

        output.Write('>');
    }

    private Utf8Writer Extent(long extent) => extent == ShapedType.Dynamic ? output.Write('?') : output.Write(extent);

    private void DenseArray(DenseArrayAttr array)
    {
        output.Write("array<");
        Type(array.Element);
        if (!array.Values.IsEmpty)
        {
            output.Write(": ");
            List(array.Values, value =>
            {
                if (array.Element is FloatType format) output.Write(FloatText.Format(format, unchecked((ulong)value), 0));
                else if (array.Element is IntegerType { Width: 1 }) output.Write(value != 0 ? "true" : "false");
                else output.Write(value);
            });
        }

        output.Write('>');
    }

    private void Resource(DenseResourceAttr resource)
    {
        output.Write("dense_resource<").WordOrString(resource.Key).Write('>');
        if (!_resources.Contains(resource.Key)) _resources.Add(resource.Key);
    }

    private void ColonType(IrType type)
    {
        output.Write(" : ");
        Type(type);
    }

    private void DialectSymbol(char sigil, string dialect, string body)
    {
        output.Write(sigil).Write(dialect);
        if (IsPretty(body)) output.Write('.').Write(body);
        else output.Write('<').Write(body).Write('>');
    }

    // word, or word<...>
    private static bool IsPretty(string body)
    {
        if (body.Length == 0 || !(body[0] is >= 'a' and <= 'z' or >= 'A' and <= 'Z')) return false;
        var i = 0;
        while (i < body.Length && body[i] is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '.' or '_') i++;
        return i == body.Length || (body[i] == '<' && body[body.Length - 1] == '>');
    }

    private void List<T>(IEnumerable<T> items, Action<T> write)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first) output.Write(", ");
            first = false;
            write(item);
        }
    }
}

/// <summary>A type or attribute of a dialect that writes itself, sigil and dialect name included.</summary>
public interface IDialectPrinted
{
    void Print(AttributePrinter printer);
}
