using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Static readonly fields: their initializers are computed once, at the start of the kernel.</summary>
internal sealed class Constants(BodyLowering body)
{
    private readonly Dictionary<ISymbol, Value[]> _known = new(SymbolEqualityComparer.Default);

    public Value[] Field(IFieldReferenceOperation reference)
    {
        var field = body.Frame.Types.Member(reference.Field);
        if (_known.TryGetValue(field, out var values)) return values;
        if (StructReader.IsNumerics(field.ContainingType)) return body.Numerics.Named(field.ContainingType, field.Name, reference);
        if (!field.IsReadOnly || HasStaticConstructor(field.ContainingType) || InitializerOf(field) is not { } initializer)
            throw body.Error(KernelDiagnostics.NotConstant, reference.Syntax, field.Name);
        return _known[field] = Once(initializer, field);
    }

    /// <summary>The value of <c>static Fixed One { get; } = new(1);</c>; null for other properties.</summary>
    public Value[]? Property(IPropertyReferenceOperation reference)
    {
        var property = body.Frame.Types.Member(reference.Property);
        if (_known.TryGetValue(property, out var values)) return values;
        if (property is not { IsStatic: true, SetMethod: null, DeclaringSyntaxReferences: [var source] }
            || body.ValueTypeOf(property.Type, out _) is null || HasStaticConstructor(property.ContainingType)
            || source.GetSyntax(body.Cancellation) is not PropertyDeclarationSyntax { Initializer: { } initializer }
            || body.Inlining.OperationOf(initializer) is not ISymbolInitializerOperation { Value: var value }) return null;
        return _known[property] = Once(value, property);
    }

    /// <summary>The elements of <c>static ReadOnlySpan&lt;int&gt; Table => [1, 2, 3];</c>; null for other properties.</summary>
    public Value[]? Table(IPropertyReferenceOperation reference)
    {
        var property = body.Frame.Types.Member(reference.Property);
        if (_known.TryGetValue(property, out var values)) return values;
        if (property is not { IsStatic: true, GetMethod: { } get } || ArrayType.Of(body.Close(reference.Type)) is null
            || body.Inlining.BodyOf(get) is not IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } table }] }
            || !IsTable(table)) return null;
        return _known[property] = Once(table, property);
    }

    private static bool IsTable(IOperation op) => op switch
    {
        IConversionOperation conversion => IsTable(conversion.Operand),
        ICollectionExpressionOperation or IArrayCreationOperation =>
            Jumps.Within(op).All(e => e is not (ILocalReferenceOperation or IParameterReferenceOperation)),
        _ => false,
    };

    private Value[] Once(IOperation initializer, ISymbol member)
    {
        var (back, at) = (body.Frame, body.Function.Location);
        body.Frame = new Frame(back.Function, back, null, back.Types.Cleared().With(member.ContainingType));
        var values = body.Function.OnTop(() => body.Expressions.Leaves(initializer));
        ArrayValues.Name(values, member.Name);
        body.Frame = back;
        body.Function.At(at);
        return values;
    }

    private IOperation? InitializerOf(IFieldSymbol field) =>
        body.Inlining.SourceOf(field) is IVariableDeclaratorOperation { Initializer: { } initializer } ? initializer.Value
        : field.DeclaringSyntaxReferences is [var reference]
            && reference.GetSyntax(body.Cancellation)
                is VariableDeclaratorSyntax { Initializer: { } value }
            && body.Inlining.OperationOf(value) is ISymbolInitializerOperation { Value: var operation } ? operation
        : null;

    private static bool HasStaticConstructor(INamedTypeSymbol type) => type.StaticConstructors.Any(c => !c.IsImplicitlyDeclared);
}
