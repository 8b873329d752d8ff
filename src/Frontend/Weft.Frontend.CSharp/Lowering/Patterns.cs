using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>
/// Patterns of <c>is</c> and of switches. Parts that cannot fault are computed side by side; a property or Deconstruct with code of its
/// own runs only where what stands before it matches. What a pattern declares is assigned whether it matches or not: C# lets nobody look
/// where it did not.
/// </summary>
internal sealed class Patterns(BodyLowering body)
{
    /// <summary>What patterns look at: a value that was computed once.</summary>
    public sealed record Subject(KernelType Type, Value[] Values);

    public Value Lower(IIsPatternOperation op)
    {
        var subject = Evaluate(op.Value);
        body.At(op);
        return Test(op.Pattern, subject);
    }

    /// <summary>Computes what is matched, once.</summary>
    public Subject Evaluate(IOperation op) => new(body.ValueTypeOf(op), body.Expressions.Leaves(op));

    /// <summary>The number that a switch looks at, where it is an integer.</summary>
    public static (Value Value, ScalarType Type)? IntegerOf(Subject subject) =>
        subject is { Type: ScalarType { IsInteger: true } type, Values: [var number] } ? (number, type) : null;

    /// <summary>Whether the subject matches, as a bool.</summary>
    public Value Test(IPatternOperation pattern, Subject subject) => pattern switch
    {
        _ when Value(subject) is { } value && !Nullables.Is(pattern.InputType) => Test(pattern, value),
        IDiscardPatternOperation => body.Function.Bool(true),
        INegatedPatternOperation not => body.Function.Not(Test(not.Pattern, subject)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both =>
            And(Test(both.LeftPattern, subject), both.RightPattern, () => Test(both.RightPattern, subject)),
        IBinaryPatternOperation either => Or(either, subject),
        IConstantPatternOperation constant when Value(subject) is not null => Equals(subject, constant.Value),
        not IDeclarationPatternOperation { MatchesNull: true } when Value(subject) is { } value =>
            And(subject.Values[0], pattern, () => Test(pattern, value)),
        IDeclarationPatternOperation declaration => Bind(declaration.DeclaredSymbol, subject, declaration),
        ITypePatternOperation => body.Function.Bool(true),
        IConstantPatternOperation constant => Equals(subject, constant.Value),
        IRelationalPatternOperation relation => Relate(subject, relation.OperatorKind, relation.Value),
        IRecursivePatternOperation parts => TestParts(parts, subject),
        _ => throw Unsupported(pattern),
    };

    /// <summary>Whether the subject is a constant. The patterns double.NaN and float.NaN match NaN, unlike the operator.</summary>
    public Value Equals(Subject subject, IOperation constant)
    {
        if (Value(subject) is { } value && subject.Values[0] is var isThere)
            return Nullables.IsNull(constant) ? body.Function.Not(isThere) : body.Function.And(isThere, Equals(value, constant));
        while (constant is IConversionOperation conversion && Nullables.Is(constant.Type)) constant = conversion.Operand;
        return constant.ConstantValue.Value is double.NaN or float.NaN
            ? body.Function.Add(new CmpFOp(CmpFPredicate.Uno, subject.Values[0], subject.Values[0]))
            : Relate(subject, BinaryOperatorKind.Equals, constant);
    }

    // What a nullable holds, which patterns look at where it is there.
    private static Subject? Value(Subject subject) =>
        subject.Type is StructType { NullableValue: { } type } ? new(type, [.. subject.Values.Skip(1)]) : null;

    /// <summary>Whether a pattern matches everything.</summary>
    public static bool IsTotal(IPatternOperation pattern) => pattern switch
    {
        IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true } => true,
        IDeclarationPatternOperation or ITypePatternOperation => IsAlwaysThere(pattern),
        IRecursivePatternOperation parts => IsAlwaysThere(pattern)
            && parts.DeconstructionSubpatterns.All(IsTotal) && parts.PropertySubpatterns.All(p => IsTotal(p.Pattern)),
        _ => false,
    };

    private static bool IsAlwaysThere(IPatternOperation pattern) => pattern.InputType.IsValueType && !Nullables.Is(pattern.InputType);

    /// <summary>Whether testing it runs no code but comparisons, which cannot fault.</summary>
    public static bool IsPlain(IOperation pattern) => Jumps.Within(pattern).All(op => op switch
    {
        IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol { IsImplicitlyDeclared: false } } => false,
        IPropertyReferenceOperation property => Places.IsField(property) || Arrays.IsExtent(property),
        _ => true,
    });

    /// <summary>The variables of the patterns in a statement, but for those of the blocks inside: they are declared before it, so
    /// that the regions of its expressions hand them on.</summary>
    public void Declare(IOperation statement)
    {
        foreach (var pattern in WithinStatement(statement).OfType<IPatternOperation>())
            if (SymbolOf(pattern) is ILocalSymbol local && body.ValueTypeOf(local.Type, out _) is { } type and not ArrayType)
                body.Places.Declare(pattern, local, type);
    }

    private static IEnumerable<IOperation> WithinStatement(IOperation op)
    {
        yield return op;
        if (op is IAnonymousFunctionOperation or ILocalFunctionOperation) yield break;
        foreach (var child in op.ChildOperations.Where(child => child is not IBlockOperation))
            foreach (var inner in WithinStatement(child))
                yield return inner;
    }

    /// <summary>The variable that a pattern assigns.</summary>
    public static ISymbol? SymbolOf(IOperation op) => op switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation parts => parts.DeclaredSymbol,
        _ => null,
    };

    private Value And(Value condition, IOperation pattern, Func<Value> test) => IsPlain(pattern)
        ? body.Function.And(condition, test())
        : body.Flow.If(
            condition, Assigned.Variables(body.Frame, pattern), IntegerType.I1, test, () => body.Function.Bool(false));

    private Value Or(IBinaryPatternOperation either, Subject subject)
    {
        var left = Test(either.LeftPattern, subject);
        return IsPlain(either.RightPattern)
            ? body.Function.Add(new OrIOp(left, Test(either.RightPattern, subject)))
            : body.Flow.If(
                left, Assigned.Variables(body.Frame, either.RightPattern), IntegerType.I1,
                () => body.Function.Bool(true), () => Test(either.RightPattern, subject));
    }

    private Value Relate(Subject subject, BinaryOperatorKind kind, IOperation constant)
    {
        if (subject.Type is not ScalarType type) throw body.Expressions.Unsupported(constant, "Compare the fields of a struct.");
        var value = body.Conversions.Convert(body.Expressions.Lower(constant), body.TypeOf(constant), type);
        return body.Arithmetic.Binary(kind, subject.Values[0], value, type) ?? throw body.Expressions.Unsupported(constant);
    }

    private Value TestParts(IRecursivePatternOperation pattern, Subject subject)
    {
        var all = Bind(pattern.DeclaredSymbol, subject, pattern);
        var places = pattern.DeconstructionSubpatterns;
        if (places.Length > 0)
        {
            var parts = new Deconstruction(body).Deconstruct(
                subject.Type, subject.Values, pattern, pattern.DeconstructSymbol as IMethodSymbol, places.Length);
            foreach (var (part, inner) in parts.Zip(places, (part, inner) => (part, inner)))
                all = And(all, inner, () => Test(inner, new(part.Type, part.Numbers)));
        }

        foreach (var property in pattern.PropertySubpatterns)
            all = And(all, property, () => Test(property.Pattern, Member(property.Member, subject)));
        return all;
    }

    private Subject Member(IOperation member, Subject subject)
    {
        var place = body.Places.PartOf(body.Places.Keep(member, subject.Type, subject.Values), member);
        return new(place.Type, body.Places.Load(place));
    }

    private Value Bind(ISymbol? local, Subject subject, IPatternOperation pattern)
    {
        if (local is null) return body.Function.Bool(true);
        if (subject.Type is ArrayType) throw Unsupported(pattern);
        body.Places.Store(body.Frame.Own(local) ?? throw body.Fail(), subject.Values);
        return body.Function.Bool(true);
    }

    private LoweringException Unsupported(IPatternOperation pattern) => body.Expressions.Unsupported(pattern, pattern switch
    {
        IListPatternOperation => "Ask for the array's Length and compare its elements by their indices.",
        _ => "Patterns in kernels are constants, comparisons, var and _, tuples and properties of these, and what and, or and not "
            + "make of them.",
    });
}
