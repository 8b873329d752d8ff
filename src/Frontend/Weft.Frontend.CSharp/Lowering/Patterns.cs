using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>
/// Patterns of <c>is</c> and of switches. Testing one has no effect and cannot fault, so that its parts are computed side by side.
/// What it declares is assigned whether it matches or not: C# lets nobody look where it did not.
/// </summary>
internal sealed class Patterns(BodyLowering body)
{
    /// <summary>What patterns look at: a number, or a tuple of such.</summary>
    public abstract record Subject;

    private sealed record Number(Value Value, ScalarType Type) : Subject;

    private sealed record Tuple(IReadOnlyList<Subject> Elements) : Subject;

    public Value Lower(IIsPatternOperation op)
    {
        var subject = Evaluate(op.Value);
        body.At(op);
        return Test(op.Pattern, subject);
    }

    /// <summary>Computes what is matched, once.</summary>
    public Subject Evaluate(IOperation op) => op switch
    {
        ITupleOperation tuple => new Tuple([.. tuple.Elements.Select(Evaluate)]),
        IConversionOperation { IsImplicit: true, Operand: ITupleOperation tuple } => Evaluate(tuple),
        _ => new Number(body.Expressions.Lower(op), body.TypeOf(op)),
    };

    /// <summary>The number that a switch looks at, where it is an integer.</summary>
    public static (Value Value, ScalarType Type)? IntegerOf(Subject subject) =>
        subject is Number { Type.IsInteger: true } number ? (number.Value, number.Type) : null;

    /// <summary>Whether the subject matches, as a bool.</summary>
    public Value Test(IPatternOperation pattern, Subject subject)
    {
        return pattern switch
        {
            IDiscardPatternOperation => body.Function.Bool(true),
            INegatedPatternOperation not => body.Function.Not(Test(not.Pattern, subject)),
            IBinaryPatternOperation both => Join(both, Test(both.LeftPattern, subject), Test(both.RightPattern, subject)),
            IDeclarationPatternOperation declaration => Bind(declaration.DeclaredSymbol, subject, declaration),
            ITypePatternOperation => body.Function.Bool(true),
            IConstantPatternOperation constant when subject is Number number => Equals(number, constant.Value),
            IRelationalPatternOperation relation when subject is Number number => Relate(number, relation.OperatorKind, relation.Value),
            IRecursivePatternOperation parts => TestParts(parts, subject),
            _ => throw Unsupported(pattern),
        };
    }

    /// <summary>Whether the subject is a constant.</summary>
    public Value Equals(Subject subject, IOperation constant) =>
        subject is Number number ? Equals(number, constant) : throw body.Expressions.Unsupported(constant);

    /// <summary>Whether a pattern matches everything.</summary>
    public static bool IsTotal(IPatternOperation pattern) => pattern
        is IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }
        or IDeclarationPatternOperation { InputType.IsValueType: true } or ITypePatternOperation { InputType.IsValueType: true };

    /// <summary>The variables of the patterns in a statement, but for those of the blocks inside: they are declared before it, so
    /// that the regions of its expressions hand them on.</summary>
    public void Declare(IOperation statement)
    {
        foreach (var pattern in WithinStatement(statement).OfType<IPatternOperation>())
            if (SymbolOf(pattern) is ILocalSymbol local && body.NumberOf(local.Type) is { } type)
                body.Frame.Declare(local, type);
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

    private Value Join(IBinaryPatternOperation pattern, Value left, Value right) =>
        pattern.OperatorKind == BinaryOperatorKind.And ? body.Function.And(left, right) : body.Function.Add(new OrIOp(left, right));

    // The patterns double.NaN and float.NaN match NaN, unlike the operator.
    private Value Equals(Number number, IOperation constant) =>
        constant.ConstantValue.Value is double.NaN or float.NaN
            ? body.Function.Add(new CmpFOp(CmpFPredicate.Uno, number.Value, number.Value))
            : Relate(number, BinaryOperatorKind.Equals, constant);

    private Value Relate(Number number, BinaryOperatorKind kind, IOperation constant)
    {
        var value = body.Conversions.Convert(body.Expressions.Lower(constant), body.TypeOf(constant), number.Type);
        return body.Arithmetic.Binary(kind, number.Value, value, number.Type) ?? throw body.Expressions.Unsupported(constant);
    }

    private Value TestParts(IRecursivePatternOperation pattern, Subject subject)
    {
        var all = Bind(pattern.DeclaredSymbol, subject, pattern);
        if (pattern.PropertySubpatterns.Length > 0) throw Unsupported(pattern);
        if (pattern.DeconstructionSubpatterns.Length == 0) return all;
        if (subject is not Tuple tuple || tuple.Elements.Count != pattern.DeconstructionSubpatterns.Length) throw Unsupported(pattern);
        for (var i = 0; i < tuple.Elements.Count; i++)
            all = body.Function.And(all, Test(pattern.DeconstructionSubpatterns[i], tuple.Elements[i]));
        return all;
    }

    private Value Bind(ISymbol? local, Subject subject, IPatternOperation pattern)
    {
        if (local is not null)
        {
            if (subject is not Number number) throw Unsupported(pattern);
            body.Places.Store(body.Frame.Own(local) ?? throw body.Fail(), [number.Value]);
        }

        return body.Function.Bool(true);
    }

    private LoweringException Unsupported(IPatternOperation pattern) => body.Expressions.Unsupported(
        pattern, "Patterns in kernels are constants, comparisons, var and _, tuples of them, and what and, or and not make of them.");
}
