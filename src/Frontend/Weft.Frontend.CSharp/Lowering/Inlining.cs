using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Functions of the project, lowered where they are called: static methods, local functions, and of structs methods, operators,
/// properties and constructors. Parameters by reference are bound to the caller's places.</summary>
internal sealed class Inlining(BodyLowering body)
{
    /// <summary>The result of a function; empty where it returns nothing.</summary>
    /// <param name="at">The call.</param>
    /// <param name="owner">What <c>this</c> is; null for static functions.</param>
    /// <param name="arguments">In the order in which they are computed.</param>
    public Value[] Call(
        IOperation at, IMethodSymbol method, Place? owner, IEnumerable<(IParameterSymbol Parameter, IOperation Value)> arguments)
    {
        var frame = FrameOf(at, method, owner);
        foreach (var (parameter, value) in arguments) Bind(frame, parameter, value);
        return Run(at, frame, method);
    }

    /// <summary>As above, with arguments that are computed already.</summary>
    public Value[] Call(IOperation at, IMethodSymbol method, IEnumerable<Place> arguments, Place? owner = null)
    {
        var frame = FrameOf(at, method, owner);
        foreach (var (parameter, argument) in method.Parameters.Zip(arguments, (p, a) => (p, a))) frame.Bind(parameter, argument);
        return Run(at, frame, method);
    }

    /// <summary>The body of a function in source, whose declaration may stand in another file.</summary>
    public IOperation? BodyOf(IMethodSymbol method) => SourceOf(method) switch
    {
        IMethodBodyOperation declared => declared.BlockBody ?? declared.ExpressionBody,
        IConstructorBodyOperation constructor => constructor.BlockBody ?? constructor.ExpressionBody,
        ILocalFunctionOperation local => local.Body,
        IAnonymousFunctionOperation lambda => lambda.Body,
        IBlockOperation expression => expression,
        _ => null,
    };

    /// <summary>The operations of a declaration; null when it is in another assembly.</summary>
    public IOperation? SourceOf(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences is not [var reference]) return null;
        return OperationOf(reference.GetSyntax(body.Cancellation));
    }

    public IOperation? OperationOf(SyntaxNode syntax) =>
        body.Library.SemanticsOf(syntax.SyntaxTree)?.GetOperation(syntax, body.Cancellation);

    /// <summary>What <c>this</c> is in a function that is called on an expression. C# copies a struct that may not be changed.</summary>
    public Place Receiver(IOperation instance, IMethodSymbol? method)
    {
        if (method is not { IsReadOnly: false }) return body.Places.Reach(body.Places.Of(instance));
        var changes = BodyOf(method) is { } source && Assigned.Symbols(source).Contains(method.ContainingType.OriginalDefinition);
        if (!changes) return body.Places.Reach(body.Places.Of(instance));
        if (!Places.IsPlace(instance) || IsReadOnly(instance)) return body.Places.Copy(instance);
        return body.Places.Reach(body.Places.Target(instance));
    }

    public Value[] Get(PropertyPlace place) => Access(place, place.Property.GetMethod, []);

    public void Set(PropertyPlace place, IReadOnlyList<Value> values) =>
        Access(place, place.Property.SetMethod, [body.Places.Keep(place.Source, place.Type, values)]);

    /// <summary>Lowers the statements of a function in its own frame.</summary>
    public void RunIn(Frame frame, IReadOnlyList<IOperation> statements)
    {
        var (back, wasExact) = (body.Frame, body.Function.IsExact);
        body.Frame = frame;
        body.Function.IsExact = MathLibrary.Owns(frame.Function);
        if (!Jumps.AreLast(statements, static op => op is IReturnOperation))
        {
            var returned = new Variable("returned", IntegerType.I1);
            frame.Return = new Exit(returned);
            body.Function.Write(returned, body.Function.Bool(false));
        }

        body.Statements.LowerAll(statements);
        (body.Frame, body.Function.IsExact) = (back, wasExact);
    }

    private Value[] Access(PropertyPlace place, IMethodSymbol? accessor, IReadOnlyList<Place> value)
    {
        if (accessor is null || !IsPassable(accessor)) throw Unsupported(place.Source, place.Property);
        var frame = FrameOf(place.Source, accessor, place.Owner);
        foreach (var (parameter, argument) in accessor.Parameters.Zip([.. place.Arguments, .. value], (p, a) => (p, a)))
            frame.Bind(parameter, argument);
        return Run(place.Source, frame, accessor);
    }

    /// <summary>Whether what a function takes and gives are values of kernels.</summary>
    public bool IsPassable(IMethodSymbol method) =>
        method is { IsAsync: false, IsExtern: false, RefKind: RefKind.None }
        && method.Parameters.All(p => Delegates.IsDelegate(p.Type) || body.ValueTypeOf(p.Type, out _) is not null)
        && (method.ReturnsVoid || body.ValueTypeOf(method.ReturnType, out _) is not null and not ArrayType { IsTensor: true });

    private Frame FrameOf(IOperation at, IMethodSymbol method, Place? owner)
    {
        if (body.Frame.IsCalling(method)) throw body.Error(KernelDiagnostics.Recursion, at.Syntax, method.Name);
        var outer = method.MethodKind == MethodKind.LocalFunction ? body.Frame.Enclosing(method) : null;
        var frame = new Frame(method, body.Frame, outer);
        if (owner is not null) frame.Bind(method.ContainingType, owner);
        return frame;
    }

    private Value[] Run(IOperation at, Frame frame, IMethodSymbol method)
    {
        return Run(frame, Jumps.Statements(BodyOf(method) ?? throw Unsupported(at, method)));
    }

    /// <summary>The result of a function whose parameters are bound.</summary>
    public Value[] Run(Frame frame, IReadOnlyList<IOperation> statements)
    {
        var function = frame.Function;
        if (!function.ReturnsVoid)
            frame.Result = ArrayValues.ResultPlace(
                function.Name, KernelType.Of(frame.Types.Close(function.ReturnType)) ?? throw body.Fail());
        RunIn(frame, statements);
        return frame.Result is { } result ? body.Places.Load(result) : [];
    }

    private LoweringException Unsupported(IOperation at, ISymbol called) =>
        body.Error(KernelDiagnostics.UnsupportedCall, at.Syntax, called.ToDisplayString());

    /// <summary>Gives a parameter its argument: a place by reference, else a copy of the value.</summary>
    public void Bind(Frame frame, IParameterSymbol parameter, IOperation value)
    {
        if (Delegates.IsDelegate(parameter.Type))
        {
            frame.Bind(parameter, body.Delegates.Of(value));
            return;
        }

        var isWritten = parameter.RefKind is RefKind.Ref or RefKind.Out;
        if (parameter.RefKind == RefKind.None || value is IDiscardOperation || !Places.IsPlace(value))
            frame.Bind(parameter, value is IDiscardOperation
                ? body.Places.New(value, "_", body.ValueTypeOf(value))
                : Value(frame, parameter, value));
        else
            frame.Bind(parameter, body.Places.Reach(isWritten ? body.Places.Target(value) : body.Places.Of(value)));
    }

    private Place Value(Frame frame, IParameterSymbol parameter, IOperation value)
    {
        var (type, values) = (body.ValueTypeOf(value), body.Expressions.Leaves(value));
        return type is ArrayType
            ? body.ArrayValues.Keep(parameter, type, values, BodyOf(frame.Function))
            : body.Places.Keep(value, type, values, parameter.Name);
    }

    private static bool IsReadOnly(IOperation instance) => instance switch
    {
        ILocalReferenceOperation local => local.Local.RefKind == RefKind.RefReadOnly,
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        IInlineArrayAccessOperation element => IsReadOnly(element.Instance),
        IFieldReferenceOperation field => field.Field.IsReadOnly || (field.Instance is { } owner && IsReadOnly(owner)),
        IPropertyReferenceOperation property => !Arrays.IsElement(property) || property.Property.ReturnsByRefReadonly,
        _ => false,
    };
}
