using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Writes types.</summary>
public sealed class TypePrinter
{
    private readonly AttributePrinter _attributes;
    private readonly AliasTable _aliases;
    private readonly Utf8Writer _output;

    internal TypePrinter(AttributePrinter attributes, AliasTable aliases) =>
        (_attributes, _aliases, _output) = (attributes, aliases, attributes.Output);

    public void Print(IrType type)
    {
        if (!_aliases.Write(_output, type)) Body(type);
    }

    /// <summary>The type itself, even if it has an alias.</summary>
    public void Body(IrType type)
    {
        switch (type)
        {
            case IntegerType integer: _output.Write(Prefix(integer)).Write(integer.Width); break;
            case IndexType: _output.Write("index"); break;
            case FloatType format: _output.Write(format.Name); break;
            case NoneType: _output.Write("none"); break;
            case FunctionType function: Functional(function.Inputs, function.Results); break;
            case VectorType vector: Vector(vector); break;
            case ShapedType shaped: Shaped(shaped); break;
            case ComplexType complex:
                _output.Write("complex<");
                Print(complex.Element);
                _output.Write('>');
                break;
            case TupleType tuple:
                _output.Write("tuple<");
                List(tuple.Elements);
                _output.Write('>');
                break;
            case OpaqueType opaque: DialectBody.Print(_output, '!', opaque.Dialect, opaque.Body); break;
            case IDialectPrinted own: own.Print(_attributes); break;
            default: throw new InvalidOperationException($"type '{type.GetType()}' has no text");
        }
    }

    public void List(IEnumerable<IrType> types) => _output.Join(types, Print);

    public void List(TypeRange types)
    {
        for (var i = 0; i < types.Count; i++)
        {
            if (i > 0) _output.Write(", ");
            Print(types[i]);
        }
    }

    /// <summary><c>(inputs) -> results</c>; one result that is no function stands without parentheses.</summary>
    public void Functional(IEnumerable<IrType> inputs, IReadOnlyList<IrType> results)
    {
        _output.Write('(');
        List(inputs);
        _output.Write(") -> ");
        Results(results);
    }

    /// <summary>One type that is no function, or several in parentheses.</summary>
    public void Results(IReadOnlyList<IrType> results)
    {
        var wrap = results.Count != 1 || results[0] is FunctionType;
        if (wrap) _output.Write('(');
        List(results);
        if (wrap) _output.Write(')');
    }

    /// <summary><c>4x?x</c>.</summary>
    public void Shape(Sequence<long> shape)
    {
        foreach (var extent in shape)
        {
            Extent(extent);
            _output.Write('x');
        }
    }

    /// <summary>A number, or <c>?</c> for one that is not known.</summary>
    internal void Extent(long extent)
    {
        if (extent == ShapedType.Dynamic) _output.Write('?');
        else _output.Write(extent);
    }

    private static string Prefix(IntegerType type) => type.Signedness switch
    {
        Signedness.Signed => "si",
        Signedness.Unsigned => "ui",
        _ => "i",
    };

    private void Vector(VectorType vector)
    {
        _output.Write("vector<");
        for (var i = 0; i < vector.Rank; i++)
        {
            if (vector.IsScalable(i)) _output.Write('[').Write(vector.Shape[i]).Write("]x");
            else _output.Write(vector.Shape[i]).Write('x');
        }

        Print(vector.Element);
        _output.Write('>');
    }

    private void Shaped(ShapedType type)
    {
        var isTensor = type is RankedTensorType or UnrankedTensorType;
        _output.Write(isTensor ? "tensor<" : "memref<");
        if (type is UnrankedTensorType or UnrankedMemRefType) _output.Write("*x");
        else Shape(type.Shape);
        Print(type.Element);
        switch (type)
        {
            case RankedTensorType tensor: Further(tensor.Encoding, TypeElision.Never); break;
            case MemRefType memref:
                Further(memref.Layout);
                Further(memref.MemorySpace);
                break;
            case UnrankedMemRefType memref: Further(memref.MemorySpace); break;
        }

        _output.Write('>');
    }

    private void Further(Attribute? attribute, TypeElision elision = TypeElision.May)
    {
        if (attribute is null) return;
        _output.Write(", ");
        _attributes.Attribute(attribute, elision);
    }
}
