using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What break, continue and return do in a tree of operations. Functions inside it have their own.</summary>
internal static class Jumps
{
    /// <summary>The operation and all in it, without the bodies of functions inside; an operation comes before what is in it.</summary>
    public static IEnumerable<IOperation> Within(IOperation root)
    {
        var open = new Stack<IOperation>([root]);
        while (open.Count > 0)
        {
            var op = open.Pop();
            yield return op;
            if (op is IAnonymousFunctionOperation or ILocalFunctionOperation) continue;
            foreach (var child in op.ChildOperations.Reverse()) open.Push(child);
        }
    }

    public static bool To(ILabelSymbol label, IOperation op) =>
        op is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, label);

    public static bool Contains(IOperation root, ILabelSymbol label) => Within(root).Any(op => To(label, op));

    /// <summary>Break, continue, and goto to a section of the switch around it.</summary>
    public static bool IsStructured(IBranchOperation jump) =>
        jump.BranchKind is BranchKind.Break or BranchKind.Continue
        || jump.Syntax is GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: not 0 };

    public static bool ContainsReturn(IOperation root) => Within(root).Any(op => op is IReturnOperation);

    /// <summary>The exits outside of an operation that jumps in it take, each once.</summary>
    public static IEnumerable<Exit> Escaping(IOperation root, Frame frame) =>
        Within(root).Select(op => op switch
        {
            IReturnOperation => frame.Return,
            IBranchOperation branch => frame.ExitOf(branch.Target),
            _ => null,
        }).OfType<Exit>().Distinct();

    /// <summary>Whether control never comes out at the end of a statement.</summary>
    public static bool Ends(IOperation? statement) => statement switch
    {
        IReturnOperation or IBranchOperation or IThrowOperation => true,
        IBlockOperation { Operations: [.., var last] } => Ends(last),
        IConditionalOperation { WhenFalse: { } otherwise } branch => Ends(branch.WhenTrue) && Ends(otherwise),
        ISwitchOperation choice => Sections.HasDefault(choice) && !Contains(choice, choice.ExitLabel),
        _ => false,
    };

    /// <summary>An <c>if</c> of which one branch jumps away: what follows belongs to the other one.</summary>
    public static bool IsGuard(IOperation statement) =>
        statement is IConditionalOperation branch && Ends(branch.WhenTrue) != Ends(branch.WhenFalse);

    /// <summary>
    /// Whether each jump of a kind stands where nothing is left to skip once guards took in what follows them, so that it needs
    /// no flag.
    /// </summary>
    public static bool AreLast(IReadOnlyList<IOperation> statements, System.Func<IOperation, bool> isJump)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            if (!Within(statements[i]).Any(isJump)) continue;
            if (isJump(statements[i])) return true;
            if (statements[i] is IConditionalOperation branch && (IsGuard(branch) || i == statements.Count - 1))
            {
                var rest = statements.Skip(i + 1).ToArray();
                return AreLast([.. Statements(branch.WhenTrue), .. Ends(branch.WhenTrue) ? [] : rest], isJump)
                    && AreLast([.. Statements(branch.WhenFalse), .. Ends(branch.WhenFalse) ? [] : rest], isJump);
            }

            if (i < statements.Count - 1 && !Ends(statements[i])) return false;
            return statements[i] switch
            {
                IBlockOperation block => AreLast(block.Operations, isJump),
                ISwitchOperation choice => !Sections.ContainsGoto(choice) && choice.Cases.All(section => AreLast(section.Body, isJump)),
                _ => false,
            };
        }

        return true;
    }

    public static IReadOnlyList<IOperation> Statements(IOperation? body) => body switch
    {
        null => [],
        IBlockOperation block => block.Operations,
        _ => [body],
    };
}
