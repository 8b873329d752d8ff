using Weft.IR;

namespace Weft.Passes;

/// <summary>Uses of a value in one place only.</summary>
internal static class UsesWithin
{
    extension(Value value)
    {
        /// <summary>Puts another value in its place in an operation and all in it.</summary>
        public void ReplaceUsesIn(Operation nest, Value other)
        {
            foreach (var user in nest.Walk())
                for (var i = 0; i < user.Operands.Count; i++)
                    if (user.Operands[i] == value) user.SetOperand(i, other);
        }
    }
}
