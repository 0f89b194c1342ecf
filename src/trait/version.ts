/** The version of the contract; a snapshot of every declaration makes each change deliberate. */

export const CONTRACT_VERSION = '1.0'
