using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Values of struct type: tuples, structs, record structs. Their numbers go separate ways.</summary>
internal sealed class Structs(BodyLowering body)
{
    public Value[] Tuple(ITupleOperation tuple) => [.. tuple.Elements.SelectMany(body.Expressions.Leaves)];

    public Value[] Zeros(KernelType type) => [.. type.Leaves.Select(leaf => body.Function.Zero(leaf.Type.Ir))];

    public Value[] With(IWithOperation with)
    {
        var copy = body.Places.Copy(with.Operand);
        body.Places.Initialize(copy, with.Initializer);
        return body.Places.Load(copy);
    }

    /// <summary><c>new P(1, 2) { Z = 3 }</c>.</summary>
    public Value[] Create(IObjectCreationOperation creation)
    {
        var type = body.ValueTypeOf(creation);
        var made = body.Places.New(creation, creation.Type!.Name, type);
        body.Places.Store(made, Zeros(type));
        var constructor = body.Frame.Types.Close(creation.Constructor!);
        if (StructReader.IsNumerics(creation.Type))
            body.Places.Store(made, body.Numerics.Create(creation));
        else if (!constructor.IsImplicitlyDeclared || constructor.Parameters.Length > 0)
            Construct(creation, constructor, made, creation.Arguments.Select(a => (a.Parameter!, a.Value)));
        body.Places.Initialize(made, creation.Initializer);
        return body.Places.Load(made);
    }

    /// <summary><c>new T()</c> of a type parameter.</summary>
    public Value[] Create(ITypeParameterObjectCreationOperation creation)
    {
        if (body.Close(creation.Type) is not INamedTypeSymbol type || HasOwnDefault(type) || creation.Initializer is not null)
            throw body.Expressions.Unsupported(creation, "Its type has a constructor that would run here: call that.");
        return Zeros(body.ValueTypeOf(creation));
    }

    private static bool HasOwnDefault(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(c => c is { Parameters.Length: 0, IsImplicitlyDeclared: false });

    /// <summary>The number that an element of a tuple becomes, by the numbers of the whole.</summary>
    public Value[] ConvertTuple(IConversionOperation conversion)
    {
        var (from, to) = (body.ValueTypeOf(conversion.Operand), body.ValueTypeOf(conversion));
        var values = body.Expressions.Leaves(conversion.Operand);
        if ((from, to) is not (StructType { Fields.Count: var count }, StructType { Fields.Count: var wanted }) || count != wanted)
            throw body.Expressions.Unsupported(conversion);
        body.At(conversion);
        return Convert(values, from, to);
    }

    /// <summary>Converts number by number, as between tuples; where a nullable is wanted, the value of one.</summary>
    public Value[] Convert(IReadOnlyList<Value> values, KernelType from, KernelType to) => (from, to) switch
    {
        (ScalarType number, ScalarType other) => [body.Conversions.Convert(values[0], number, other)],
        (not StructType { NullableValue: not null }, StructType { NullableValue: { } value }) =>
            [body.Function.Bool(true), .. Convert(values, from, value)],
        (StructType fields, StructType others) =>
            [.. fields.Fields.Zip(others.Fields, (f, g) => Convert(f.Of(values), f.Type, g.Type)).SelectMany(numbers => numbers)],
        _ => [.. values],
    };

    // The fields' initializers run first, then the constructor that it chains to, then its own statements.
    private void Construct(
        IOperation at, IMethodSymbol constructor, Place made, IEnumerable<(IParameterSymbol Parameter, IOperation Value)> arguments)
    {
        if (body.Frame.IsCalling(constructor)) throw body.Error(KernelDiagnostics.Recursion, at.Syntax, constructor.ContainingType.Name);
        if (body.Inlining.SourceOf(constructor) is not { } source && constructor.DeclaringSyntaxReferences.Length != 1)
            throw body.Error(KernelDiagnostics.UnsupportedCall, at.Syntax, constructor.ToDisplayString());
        var frame = new Frame(constructor, body.Frame, null);
        frame.Bind(constructor.ContainingType, made);
        foreach (var (parameter, value) in arguments) body.Inlining.Bind(frame, parameter, value);
        var back = body.Frame;
        body.Frame = frame;
        Positional(constructor, made);
        var chained = Chained(constructor);
        if (chained is not null)
            Construct(chained, frame.Types.Close(chained.TargetMethod), made, chained.Arguments.Select(a => (a.Parameter!, a.Value)));
        else FieldInitializers(constructor.ContainingType, made);
        body.Frame = back;
        if (body.Inlining.BodyOf(constructor) is { } statements) body.Inlining.RunIn(frame, Jumps.Statements(statements));
    }

    private IInvocationOperation? Chained(IMethodSymbol constructor) =>
        body.Inlining.SourceOf(constructor) is IConstructorBodyOperation
        {
            Initializer: IExpressionStatementOperation { Operation: IInvocationOperation call },
        }
        && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, constructor.ContainingType.OriginalDefinition)
        && call.TargetMethod.DeclaringSyntaxReferences.Length > 0
            ? call : null;

    // record struct P(float X): the property X is given the parameter, unless it is declared anew.
    private void Positional(IMethodSymbol constructor, Place made)
    {
        if (!IsPrimary(constructor)) return;
        foreach (var parameter in constructor.Parameters)
            if (constructor.ContainingType.GetMembers(parameter.Name).FirstOrDefault() is { } member && IsPositional(member)
                && ((StructType)made.Type).Find(parameter.Name) is { } field)
                body.Places.Store(made.Field(field), body.Places.Load(body.Frame.Own(parameter)!));
    }

    private void FieldInitializers(INamedTypeSymbol type, Place made)
    {
        foreach (var member in type.GetMembers().Where(m => !m.IsStatic))
        {
            var value = member.DeclaringSyntaxReferences is not [var reference] ? null : reference.GetSyntax(body.Cancellation) switch
            {
                VariableDeclaratorSyntax { Initializer: { } initializer } when member is IFieldSymbol => initializer,
                PropertyDeclarationSyntax { Initializer: { } initializer } => initializer,
                _ => null,
            };
            if (value is null || ((StructType)made.Type).Find(member.Name) is not { } field) continue;
            if (body.Inlining.OperationOf(value) is not ISymbolInitializerOperation { Value: var operation }) throw body.Fail();
            body.Places.Store(made.Field(field), body.Expressions.Leaves(operation));
        }
    }

    private bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(body.Cancellation) is TypeDeclarationSyntax;

    private bool IsPositional(ISymbol member) =>
        member.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(body.Cancellation) is ParameterSyntax;
}
