using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Vector2, Vector3, Vector4 and Complex of System.Numerics: their members, by <see cref="VectorMath"/> and
/// <see cref="ComplexMath"/>.</summary>
internal sealed class Numerics(BodyLowering body)
{
    private readonly FloatMath _math = new(body.Function);

    public Value[] Create(IObjectCreationOperation creation)
    {
        var count = body.ValueTypeOf(creation).Leaves.Count;
        if (creation.Arguments.Length == 0) return body.Structs.Zeros(body.ValueTypeOf(creation));
        if (creation.Arguments.Any(a => ArrayType.ElementOf(a.Value.Type) is not null)) throw body.Expressions.Unsupported(creation);
        Value[] parts = [.. Arguments.Compute(creation.Arguments, body.Expressions.Leaves).SelectMany(part => part)];
        // One number goes to all of a vector.
        return parts.Length == count ? parts : [.. Enumerable.Repeat(parts[0], count)];
    }

    /// <summary>What a value knows of itself, or a named value.</summary>
    public Value[] Property(IPropertyReferenceOperation property)
    {
        var (type, name) = (property.Property.ContainingType, property.Property.Name);
        if (!StructReader.IsNumerics(type)) throw body.Error(KernelDiagnostics.NotConstant, property.Syntax, name);
        if (property.Instance is not { } instance) return Named(type, name, property);
        if (body.Library.Find(name, type) is { } function) return body.Inlining.Call(property, function, [body.Places.Copy(instance)]);
        return Apply(type, name, [body.Expressions.Leaves(instance)], property)
            ?? throw body.Expressions.Unsupported(property, "It rounds as .NET alone does: compute with the parts.");
    }

    /// <summary>Values with names, such as <c>Vector3.UnitX</c>.</summary>
    public Value[] Named(ITypeSymbol type, string name, IOperation source)
    {
        var fields = StructReader.Read(type, out _)!.Fields;
        double? Part(string field, int i) => name switch
        {
            "Zero" => 0,
            "One" => type.Name == "Complex" && i > 0 ? 0 : 1,
            "ImaginaryOne" => i,
            "UnitX" or "UnitY" or "UnitZ" or "UnitW" => name == "Unit" + field ? 1 : 0,
            _ => null,
        };
        return [.. fields.Select((f, i) =>
            body.Function.Float(Part(f.Name, i) ?? throw body.Expressions.Unsupported(source), ((ScalarType)f.Type).Ir))];
    }

    public Value[]? Operator(IMethodSymbol method, IReadOnlyList<Value[]> operands, IOperation source)
    {
        if (!StructReader.IsNumerics(method.ContainingType)) return null;
        if (method.Name is "op_Implicit" or "op_Explicit" && method.ReturnType.Name == "Complex"
            && ScalarType.Of(method.Parameters[0].Type) is { } from)
            return [body.Conversions.Convert(operands[0][0], from, ScalarType.Double), body.Function.Float(0, FloatType.F64)];
        if (method.Name != "op_Inequality") return Apply(method.ContainingType, method.Name, operands, source);
        return [body.Equality.Negate(Apply(method.ContainingType, "op_Equality", operands, source)![0], isNegated: true)];
    }

    public Value[]? Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!StructReader.IsNumerics(method.ContainingType)) return null;
        if (Arguments.Of(call).Any(o => body.ValueTypeOf(o.Type, out _) is null or ArrayType)) return null;
        Value[][] on = call.Instance is { } instance ? [body.Expressions.Leaves(instance)] : [];
        return Apply(method.ContainingType, method.Name, [.. on, .. Arguments.Compute(call.Arguments, body.Expressions.Leaves)], call);
    }

    /// <summary>A part by its number; one that there is not is a fault.</summary>
    public static bool IsPart(IPropertyReferenceOperation property) =>
        property is { Property.IsIndexer: true, Instance: { } vector } && StructReader.IsNumerics(vector.Type);

    private Value[]? Apply(INamedTypeSymbol type, string name, IReadOnlyList<Value[]> operands, IOperation source)
    {
        var table = type.Name == "Complex" ? ComplexMath.Table : VectorMath.Table;
        if (!table.TryGetValue((OperatorOf(name), operands.Count), out var formula)) return null;
        if (name == "Cross" && operands[0].Length != 3) return null;
        body.At(source);
        return formula(_math, operands);
    }

    // Vector3.Add is the operator.
    private static string OperatorOf(string name) => name switch
    {
        "Add" => "op_Addition",
        "Subtract" => "op_Subtraction",
        "Multiply" => "op_Multiply",
        "Divide" => "op_Division",
        "Negate" => "op_UnaryNegation",
        _ => name,
    };
}
