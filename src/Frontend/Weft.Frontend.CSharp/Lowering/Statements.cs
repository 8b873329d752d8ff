using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>
/// Statements. Jumps become structure: what follows an <c>if</c> that jumps away goes into its other branch, and where that is
/// not enough a flag says that what follows is skipped.
/// </summary>
internal sealed class Statements(BodyLowering body)
{
    public void LowerAll(IReadOnlyList<IOperation> statements)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (var i = 0; i < statements.Count; i++)
        {
            var statement = statements[i];
            IOperation[] rest = [.. statements.Skip(i + 1)];
            body.Patterns.Declare(statement);
            if (rest.Length > 0 && Jumps.IsGuard(statement))
            {
                if (!Try(() => If((IConditionalOperation)statement, rest))) LowerAll(rest);
                return;
            }

            Try(() => Lower(statement));
            if (rest.Length == 0 || Jumps.Ends(statement)) return;
            if (Flags(statement) is not { Length: > 0 } flags) continue;
            body.At(statement);
            LowerUnless(flags, rest);
            return;
        }
    }

    /// <summary>Statements that are skipped when one of the flags is set.</summary>
    public void LowerUnless(Variable[] flags, IReadOnlyList<IOperation> statements) =>
        body.Flow.If(NoneOf(flags), Assigned.Variables(body.Frame, statements), () => LowerAll(statements), null);

    /// <summary>The flags that jumps out of an operation set.</summary>
    public Variable[] Flags(IOperation op) => [.. Jumps.Escaping(op, body.Frame).Select(e => e.Flag).OfType<Variable>()];

    public Value NoneOf(Variable[] flags)
    {
        var any = body.Function.Read(flags[0]);
        foreach (var flag in flags.Skip(1)) any = body.Function.Add(new OrIOp(any, body.Function.Read(flag)));
        return body.Function.Not(any);
    }

    // A statement that cannot be lowered is left out, so that one run finds the mistakes of all statements.
    private bool Try(System.Action lower)
    {
        var (frame, values, end) = (body.Frame, body.Function.Values, body.Function.Position);
        try
        {
            lower();
            return true;
        }
        catch (LoweringException)
        {
            body.Frame = frame;
            body.Function.Leave((end, values));
            return false;
        }
    }

    private void Lower(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block: LowerAll(block.Operations); break;
            case IExpressionStatementOperation expression: body.Expressions.Discard(expression.Operation); break;
            case IVariableDeclarationGroupOperation group: Declare(group); break;
            case IConditionalOperation branch: If(branch, []); break;
            case ISwitchOperation choice: body.Switches.Lower(choice); break;
            case IForLoopOperation loop: body.Loops.For(loop); break;
            case IWhileLoopOperation loop: body.Loops.While(loop); break;
            case IForEachLoopOperation loop: body.Loops.ForEach(loop); break;
            case IReturnOperation exit: Return(exit); break;
            case IBranchOperation jump when Jumps.IsStructured(jump): Jump(body.Frame.ExitOf(jump.Target)); break;
            case IThrowOperation fault: body.Throws.Lower(fault); break;
            case IEmptyOperation or ILocalFunctionOperation: break;
            case IInvalidOperation: throw body.Fail();
            default: throw Unsupported(statement);
        }
    }

    private void If(IConditionalOperation branch, IReadOnlyList<IOperation> rest)
    {
        var condition = body.Expressions.Lower(branch.Condition);
        // After a guard the rest belongs to the branch that does not jump.
        IReadOnlyList<IOperation> then = [.. Jumps.Statements(branch.WhenTrue), .. Jumps.Ends(branch.WhenTrue) ? [] : rest];
        IReadOnlyList<IOperation> otherwise = [.. Jumps.Statements(branch.WhenFalse), .. Jumps.Ends(branch.WhenFalse) ? [] : rest];
        var assigned = Assigned.Variables(body.Frame, [.. then, .. otherwise]);
        body.At(branch);
        body.Flow.If(condition, assigned, () => LowerAll(then), otherwise.Count == 0 ? null : () => LowerAll(otherwise));
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (var declaration in group.Declarations)
            foreach (var declarator in declaration.Declarators)
                Try(() => Declare(declarator, declarator.Initializer ?? declaration.Initializer));
    }

    private void Declare(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        var local = declarator.Symbol;
        if (local.IsConst) return;
        if (local.Type.TypeKind == TypeKind.Error) throw body.Fail();
        if (initializer is not null && body.Simt.TryShare(declarator, initializer.Value)) return;
        if (Delegates.IsDelegate(local.Type))
        {
            body.Delegates.Declare(declarator, initializer);
            return;
        }

        if (body.ValueTypeOf(local.Type, out var problem) is not { } type)
            throw body.NotHeld(declarator.Syntax, local.Name, local.Type.ToDisplayString(), problem);
        if (local.RefKind != RefKind.None) DeclareReference(declarator, local, initializer);
        else if (type is ArrayType made && body.Workflow is { } workflow) workflow.Arrays.Declare(declarator, made, initializer?.Value);
        else if (type is ArrayType array) body.ArrayValues.Declare(declarator, array, initializer);
        else
        {
            // Declared first: when its value cannot be computed, uses of the variable are not a second mistake.
            var place = body.Places.Declare(declarator, local, type);
            if (initializer is not null) body.Places.Store(place, body.Expressions.Leaves(initializer.Value));
        }
    }

    // A reference stays with its place: the indices of an element are computed once.
    private void DeclareReference(IVariableDeclaratorOperation declarator, ILocalSymbol local, IVariableInitializerOperation? initializer)
    {
        if (initializer is null || !Places.IsPlace(initializer.Value))
        {
            const string Hint = "A ref local refers to a variable, a field or an element of an array.";
            throw body.Error(KernelDiagnostics.UnsupportedExpression, declarator.Syntax, $"ref {local.Name}", Hint);
        }

        var place = local.RefKind == RefKind.Ref ? body.Places.Target(initializer.Value) : body.Places.Of(initializer.Value);
        body.Frame.Bind(local, body.Places.Reach(place));
    }

    private void Return(IReturnOperation exit)
    {
        if (exit.ReturnedValue is { } value && body.Frame.Result is { } result)
            body.Places.Store(result, body.Workflow?.Returned.Leaves(value, result.Type) ?? body.Expressions.Leaves(value));
        else if (exit.ReturnedValue is { } discarded) body.Expressions.Discard(discarded);
        Jump(body.Frame.Return);
    }

    private void Jump(Exit? exit)
    {
        if (exit?.Flag is { } flag) body.Function.Write(flag, body.Function.Bool(true));
        if (exit?.Section is { } section) body.Function.Write(section.Next, body.Function.Integer(section.Index, section.Next.Type));
    }

    private LoweringException Unsupported(IOperation statement)
    {
        var (what, instead) = statement switch
        {
            ITryOperation => ("try", "A fault ends the kernel and becomes a KernelFaultException at the launch."),
            ILockOperation => ("lock", "Let each turn of a parallel loop write its own elements."),
            IUsingOperation or IUsingDeclarationOperation => ("using", "Kernels hold no resources."),
            { Syntax: FixedStatementSyntax } => ("fixed", "Take an element by its index: what can be proved in range costs nothing."),
            IBranchOperation or ILabeledOperation => ("goto", "Write a loop with break or continue."),
            _ => ($"statement '{SourceText.Of(statement)}'", "It has assignments, if, loops, break, continue, return and Parallel.For."),
        };
        return body.Error(KernelDiagnostics.UnsupportedStatement, statement.Syntax, what, instead);
    }
}
